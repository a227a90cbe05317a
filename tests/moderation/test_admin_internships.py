"""The weeks of internships in Wagtail's edit view obey the recruiter's rule."""

import pytest

from portal.jobs import weeks
from portal.jobs.models import Offer
from tests.factories.jobs import make_internship, numbers, send_internship

from .forms import edit, url

pytestmark = pytest.mark.django_db


def rows(*seats) -> dict:
    """A formset of new weeks, the coming ones, with these seats; the rows there are taken out."""
    found = {"weeks-TOTAL_FORMS": len(seats), "weeks-INITIAL_FORMS": 0}
    for number, (monday, each) in enumerate(zip(weeks.coming(), seats, strict=False)):
        found |= {f"weeks-{number}-monday": monday.isoformat(), f"weeks-{number}-seats": each, f"weeks-{number}-id": ""}
    return found


def latest(internship):
    text = Offer.objects.get(pk=internship.pk).get_latest_revision_as_object()
    return [(week.monday, week.seats) for week in text.weeks.all()]


def test_an_editor_reads_and_corrects_the_weeks(desk):
    internship = make_internship(validated=False, pending=True, weeks=[{"monday": weeks.coming()[0], "seats": 2}])
    assert weeks.coming()[0].isoformat() in desk.get(url(internship, "edit")).text
    existing = internship.weeks.get()
    changed = {
        "weeks-TOTAL_FORMS": 1, "weeks-INITIAL_FORMS": 1, "weeks-0-id": existing.pk,
        "weeks-0-monday": existing.monday.isoformat(), "weeks-0-seats": 5,
    }  # fmt: skip
    edit(desk, internship, contract="stage_eleve", **changed)
    assert latest(internship) == [(existing.monday, 5)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"contract": "cdi"}, "Seuls les stages"),
        ({"apply_by": "email", "apply_email": "a@exemple.example"}, "candidatent sur ce site"),
        ({"weeks-0-monday": "2031-03-18"}, "commence un lundi"),
        ({"weeks-0-seats": "0"}, "supérieur"),
    ],
)
def test_what_an_internship_cannot_be_is_said(desk, values, words):
    internship = make_internship(validated=False, pending=True, seats=(1,))
    response = edit(desk, internship, **{"contract": "stage_eleve", **rows(1), **values})
    assert words in response.text
    assert latest(internship) == [(weeks.coming()[0], 1)]


def test_a_week_that_applications_hold_is_kept_by_editors_too(desk):
    internship = make_internship(seats=(2, 2))
    send_internship(internship, weeks=numbers(internship)[:1])
    existing = internship.weeks.order_by("monday")[0]
    gone = {
        "weeks-TOTAL_FORMS": 1, "weeks-INITIAL_FORMS": 1, "weeks-0-id": existing.pk, "weeks-0-DELETE": "1",
        "weeks-0-monday": existing.monday.isoformat(), "weeks-0-seats": 2,
    }  # fmt: skip
    response = edit(desk, internship, contract="stage_eleve", **gone)
    assert "1 place est prise" in response.text
