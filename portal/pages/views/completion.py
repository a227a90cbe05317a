"""What the boxes of a search propose while somebody types, as JSON for static/js/combobox.js."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from portal.core import limits
from portal.core.text import clean_text, fold
from portal.jobs.models.publication import PLURALS
from portal.vocabulary import places
from portal.vocabulary.models import Skill, skill_key
from search.query import Completes
from search.service import LONGEST_PREFIX, SHORTEST_PREFIX, remembered_completions

#: Of each type.
MOST = 4
MOST_PLACES = 8
MOST_SKILLS = 8
#: What is public changes; places do not.
SECONDS = 60
SECONDS_OF_PLACES = 24 * 3600
WORDS = (Completes.TITLE, Completes.SKILL, Completes.COMPANY)


@require_safe
def words(request: HttpRequest) -> JsonResponse:
    """Titles, skills and companies of what is public, of one kind (`genre`) or of all."""
    if wait := limits.too_often("completion", limits.address_of(request)):
        return _too_often(wait)
    typed = " ".join(clean_text(request.GET.get("q", "")[:LONGEST_PREFIX]).split())
    kinds = tuple(kind for kind, plural in PLURALS.items() if plural == request.GET.get("genre"))
    names = {Completes.TITLE: "", Completes.SKILL: _("Skill"), Completes.COMPANY: _("Organisation")}
    found = {(fold(each.text), each.type): each for each in remembered_completions(typed, WORDS, kinds, MOST)}
    options = [{"text": each.text, "type": names[each.type]} for each in found.values()]
    return _answer(options, SECONDS)


@require_safe
def skills(request: HttpRequest) -> JsonResponse:
    """Skills that public publications ask for, then those of the vocabulary, for who writes what they can do."""
    if wait := limits.too_often("completion", limits.address_of(request)):
        return _too_often(wait)
    typed = " ".join(clean_text(request.GET.get("q", "")[:LONGEST_PREFIX]).split())
    names = []
    if len(typed) >= SHORTEST_PREFIX:
        names = [each.text for each in remembered_completions(typed, (Completes.SKILL,), (), MOST_SKILLS)]
        names += [skill.name for skill in Skill.objects.curated(typed, limit=MOST_SKILLS)]
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(skill_key(name), name)
    return _answer([{"text": name, "type": ""} for name in list(found.values())[:MOST_SKILLS]], SECONDS)


@require_safe
def towns(request: HttpRequest) -> JsonResponse:
    """Places of the vocabulary: nothing of publications."""
    typed = clean_text(request.GET.get("lieu", "")[:LONGEST_PREFIX])
    found = places.complete(typed, MOST_PLACES) if len(typed) >= SHORTEST_PREFIX else []
    return _answer([{"text": place.label, "type": place.region} for place in found], SECONDS_OF_PLACES)


def _answer(options: list[dict], seconds: int) -> JsonResponse:
    number = len(options)
    said = ngettext("%(number)s suggestion", "%(number)s suggestions", number) % {"number": number} if number else ""
    response = JsonResponse({"options": options, "said": said}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = f"public, max-age={seconds}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _too_often(wait: float) -> JsonResponse:
    return JsonResponse({"options": [], "said": ""}, status=429, headers={"Retry-After": str(round(wait))})
