"""Our own feed out, read by our own feed in: another portal could take everything over."""

from datetime import date, datetime

import pytest

from portal.core.dates import PARIS
from portal.feeds.models import RunState
from portal.jobs.models import Publication
from portal.moderation import services as moderation
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_publication, verified_recruiter
from tests.feeds.build import imported, make_feed, messages_of, run_of

pytestmark = pytest.mark.django_db

DEADLINE = datetime(2027, 6, 30, 18, 0, tzinfo=PARIS)
OFFERS = (
    {
        "title": "Maçonne ou maçon <pierre sèche>",
        "description": "<p>Bâtir &amp; rénover.</p><ul><li>Chaux</li></ul>",
        "contract": "cdd", "working_time": "part", "experience": "3-5", "starts_on": date(2027, 1, 4), "openings": 3,
        "skills": ["Chaux", "Pierre"], "places": ["Lyon 6e", "Brest"], "remote": "partial", "amount_min": 2400,
        "amount_max": 2750, "period": "month", "amount_note": "Prime de chantier", "deadline": DEADLINE,
    },
    {"title": "Développeuse", "contract": "cdi", "remote": "full", "amount_min": 42000, "period": "year"},
    {"title": "Vendeur", "contract": "saisonnier", "working_time": "full", "places": ["Nice"], "experience": "5+"},
    {"title": "Apprentie", "contract": "alternance", "apply_by": "url", "apply_url": "https://exemple.fr/postuler?x=1"},
    {"title": "Traducteur", "contract": "freelance", "apply_by": "email", "apply_email": "rh@exemple.fr"},
    {"title": "Sans rien de plus"},
)  # fmt: skip
OTHERS = {
    "bourse": {"level": "master", "age_limit": 30, "amount_min": 300, "amount_max": 300, "period": "month",
               "covers": "Loyer", "documents_asked": ["CV", "Lettre"], "eligibility": "<p>Ressources.</p>",
               "results_on": date(2027, 7, 1), "deadline": DEADLINE, "number": 4, "host_country": "Italie"},
    "financement": {"financement_type": "pret", "rate": 40, "envelope": 100_000, "territory": "Bretagne",
                    "audiences": "associations", "recurrence": "chaque printemps", "deadline": DEADLINE},
    "consultation": {"consultation_type": "audit", "duration": "12 jours", "starts_on": date(2027, 2, 1),
                     "amount_min": 500, "amount_max": 800, "period": "day", "skills": ["Énergie"], "places": ["Lille"]},
}  # fmt: skip
#: The same on both sides, for all kinds; how people apply differs: they apply where it was published.
SAME = (
    "title", "description", "amount_min", "amount_max", "currency", "period", "amount_note", "remote", "deadline",
    "contract", "working_time", "experience", "starts_on", "openings", "bourse_type", "level", "field_of_study",
    "residence", "host_country", "age_limit", "language", "covers", "duration", "renewals", "number", "results_on",
    "eligibility", "documents_asked", "financement_type", "rate", "envelope", "recurrence", "audiences", "territory",
    "consultation_type", "company_name",
)  # fmt: skip


def told(publication) -> dict:
    found = {name: getattr(publication, name) for name in SAME if hasattr(publication, name)}
    found["places"] = [(place.city, place.department) for place in publication.places.all()]
    found["skills"] = [skill.name for skill in publication.skills.all()]
    return found


def taken_over(client, address: str, kind: str):
    """Everything that the feed out holds, imported by another company. {identifier: publication}."""
    body = client.get(address).content
    recruiter = verified_recruiter()
    feed = make_feed(actor=recruiter, data=body, kind=kind)
    run = run_of(feed)
    assert (run.state, messages_of(run)) == (RunState.DONE, [])
    return feed, imported(feed)


@pytest.mark.parametrize("format", ["json", "xml"])
def test_offers_come_back_as_they_were(client, format):
    by = {"recruiter": verified_recruiter(), "editor": UserFactory(editor=True), "validated": True}
    sent = {str(row.pk): row for row in (make_publication(**by, **values) for values in OFFERS)}
    feed, found = taken_over(client, f"/flux/publications.{format}?type=offres", "offer")
    assert feed.format == format
    assert set(found) == set(sent)
    for number, publication in found.items():
        assert told(publication) == told(sent[number])
        if sent[number].apply_by != "here":
            assert (publication.apply_by, publication.apply_url, publication.apply_email) == (
                sent[number].apply_by, sent[number].apply_url, sent[number].apply_email
            )  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_other_kinds_come_back_by_xml(client, kind):
    sent = make_publication(kind, validated=True, **OTHERS[kind])
    _feed, found = taken_over(client, f"/flux/publications.xml?type={kind}s", kind)
    assert told(found[str(sent.pk)]) == told(sent)


def test_the_copy_of_a_copy_changes_nothing(client):
    """What came back, validated and given out again, is what was given out first."""
    make_publication(validated=True, **OFFERS[0])
    _feed, found = taken_over(client, "/flux/publications.json?type=offres", "offer")
    copy = next(iter(found.values()))
    moderation.approve(UserFactory(editor=True), copy)
    first, second = client.get("/flux/publications.json?type=offres").json()["itemListElement"]
    own = ("identifier", "url", "datePosted", "dateModified", "directApply", "potentialAction")
    assert {name: value for name, value in first.items() if name not in own} == {
        name: value for name, value in second.items() if name not in own
    }
    assert Publication.objects.count() == 2
