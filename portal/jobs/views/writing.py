"""Writing a publication: choose its kind, fill its form, save it as a draft or submit it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.errors import DomainError, Forbidden

from .. import errors, services
from ..forms import FORMS, service_errors
from ..models import Kind, Status
from ..models.publication import PLURALS
from .access import for_recruiters, standing
from .publications import own

KIND_OF = {plural: kind for kind, plural in PLURALS.items()}


@for_recruiters
@require_safe
def choose(request):
    kinds = [{"kind": kind, "plural": PLURALS[kind], "label": kind.label} for kind in Kind]
    return render(request, "jobs/choose_kind.html", {"kinds": kinds, **standing(request.user)})


@for_recruiters
@require_http_methods(["GET", "HEAD", "POST"])
def create(request, plural: str):
    kind = KIND_OF.get(plural)
    if kind is None:
        raise Http404
    user = request.user
    form = FORMS[kind](request.POST or None, initial={"sector": user.recruiter.company.sector_id})
    if request.method == "POST" and form.is_valid():
        submits = request.POST.get("action") == "submit"
        write = services.publications.create_and_submit if submits else services.publications.create
        try:
            publication = write(user, kind, form.values())
        except DomainError as error:
            service_errors(form, error)
        else:
            messages.success(request, _saved(submits))
            return redirect("publication_mine", pk=publication.pk)
    context = {"form": form, "kind": kind, "label": kind.label, "autosave": f"publication:{user.pk}:{plural}"}
    return render(request, "jobs/publication_form.html", {**context, "publication": None, **standing(user)})


@for_recruiters
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    publication = own(request, pk)
    if publication.status == Status.CLOSED:
        raise errors.AlreadyEnded
    kind = Kind(publication.kind)
    form = FORMS[kind](request.POST or None, publication=services.publications.latest(publication))
    if request.method == "POST" and form.is_valid():
        try:
            edited = services.publications.edit(request.user, publication, form.values(), read=_read(request))
        except DomainError as error:
            service_errors(form, error)
            publication = own(request, pk)
        else:
            _submit_edited(request, edited)
            return redirect("publication_mine", pk=pk)
    context = {
        "form": form,
        "kind": kind,
        "label": kind.label,
        "publication": publication,
        "goes_to_review": publication.in_review or publication.live,
        "autosave": f"publication:{pk}:{publication.latest_revision_id}",
    }
    return render(request, "jobs/publication_form.html", {**context, **standing(request.user)})


def _read(request) -> int | None:
    """The revision that the sent form showed; one that is no number was never shown."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else None


def _submit_edited(request, publication) -> None:
    """Say what became of an edit; submit it where that was asked and the edit has not done so by itself."""
    submits = request.POST.get("action") == "submit"
    if submits and not publication.in_review:
        try:
            services.publications.submit(request.user, publication)
        except Forbidden as error:
            messages.warning(
                request, _("Your text is saved but was not submitted: %(reason)s") % {"reason": error.message}
            )
            return
    messages.success(request, _saved(submits or publication.in_review))


def _saved(submitted: bool) -> str:
    if submitted:
        return _("Sent to the editors. You will be told as soon as they have decided.")
    return _("The draft is saved. Read it over, then submit it.")
