"""Writing a publication: a form for each kind, errors that keep what was typed, drafts and submissions."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from portal.jobs import services
from portal.jobs.models import KINDS, Publication
from portal.vocabulary.models import Sector
from tests.factories.accounts import UserFactory, VerificationPaperFactory
from tests.factories.jobs import make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

BASE = {
    "title": "Infirmière ou infirmier de nuit",
    "description": "Au sein d'une équipe.\n\nProfil :\n- rigueur\n- écoute",
    "currency": "EUR",
    "apply_by": "here",
    "remote": "none",
    "openings": "1",
}


@pytest.fixture
def recruiter(client):
    user = verified_recruiter()
    client.force_login(user)
    return user


def create_url(plural: str = "offres") -> str:
    return reverse("publication_create", args=[plural])


def errors_of(response) -> dict:
    assert response.status_code == 200
    return response.context["form"].errors


@pytest.mark.parametrize("plural", ["offres", "bourses", "financements", "consultations"])
def test_each_kind_has_its_form_and_is_saved_as_a_draft(client, recruiter, plural):
    response = client.get(create_url(plural))
    assert response.status_code == 200
    response = client.post(create_url(plural), {**BASE, "action": "draft"})
    publication = Publication.objects.get()
    assert response["Location"] == reverse("publication_mine", args=[publication.pk])
    assert publication.plural == plural
    assert publication.status == "draft"
    assert publication.description.endswith("<ul><li>rigueur</li><li>écoute</li></ul>")


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_shows_every_field_it_keeps_and_keeps_every_field_it_shows(recruiter, kind):
    from portal.jobs.forms import FORMS

    form = FORMS[kind]()
    shown = [field.name for part in form.fieldsets for field in part["fields"]]
    assert sorted(shown) == sorted(form.fields)


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_can_set_all_that_a_recruiter_may_write(kind):
    """But what other kinds need: a grant has no remote work."""
    from portal.jobs.forms import FORMS
    from portal.jobs.services.values import writable

    missing = writable(KINDS[kind]) - set(FORMS[kind]().fields)
    assert missing <= {"remote"}


def test_an_unknown_kind_is_not_found(client, recruiter):
    assert client.get(create_url("chevaux")).status_code == 404


def test_everything_typed_reaches_the_publication(client, recruiter):
    sector = Sector.objects.create(name="Santé publique", slug="sante-publique")
    data = {
        **BASE,
        "sector": sector.pk,
        "contract": "cdi",
        "working_time": "full",
        "experience": "1-3",
        "starts_on": "2027-01-04",
        "openings": "2",
        "remote": "partial",
        "places-0": "Lyon 6e",
        "places-1": "",
        "places-2": "Chez nous",
        "skills": "gériatrie, soins infirmiers; transmissions, Gériatrie",
        "amount_min": "2 400",
        "amount_max": "2\u202f750,50 €",
        "period": "month",
        "amount_note": "Prime de nuit",
        "deadline_0": "2027-11-24",
        "deadline_1": "18:00",
        "questions-0": "Êtes-vous disponible la nuit ?",
        "questions-0-required": "1",
        "questions-1": "Avez-vous le permis ?",
        "action": "draft",
    }
    with time_machine.travel(datetime(2026, 11, 21, 9, tzinfo=UTC)):
        assert client.post(create_url(), data).status_code == 302
    offer = Publication.objects.get().specific
    assert (offer.contract, offer.working_time, offer.experience, offer.openings) == ("cdi", "full", "1-3", 2)
    assert (str(offer.amount_min), str(offer.amount_max), offer.period) == ("2400.00", "2750.50", "month")
    assert offer.deadline == datetime(2027, 11, 24, 17, 0, tzinfo=UTC)
    assert [(place.label, place.city, place.latitude is not None) for place in offer.places.all()] == [
        ("Lyon 6e", "Lyon", True),
        ("Chez nous", "Chez nous", False),
    ]
    assert sorted(skill.name for skill in offer.skills.all()) == ["gériatrie", "soins infirmiers", "transmissions"]
    assert [(row.text, row.required) for row in offer.questions.all()] == [
        ("Êtes-vous disponible la nuit ?", True),
        ("Avez-vous le permis ?", False),
    ]
    assert offer.sector == sector


def test_what_was_saved_comes_back_for_an_edit_and_saving_it_again_changes_nothing(client, recruiter):
    values = {
        "places": ["Lyon 6e", "Bron"],
        "skills": ["gériatrie"],
        "questions": [{"text": "Disponible ?", "required": False}],
        "amount_min": 2400,
        "deadline": datetime(2099, 11, 24, 17, 30, tzinfo=UTC),
        "description": "<p>Un</p><p>Deux<br>trois</p>",
    }
    publication = make_publication(recruiter=recruiter, **values)
    form = client.get(reverse("publication_edit", args=[publication.pk])).context["form"]
    assert form["description"].value() == "Un\n\nDeux\ntrois"
    text = str(form)
    assert 'name="places-0"' in text
    assert 'value="Bron"' in text
    data = {
        **BASE,
        "description": "Un\n\nDeux\ntrois",
        "places-0": "Lyon 6e",
        "places-1": "Bron",
        "skills": "gériatrie",
    }
    data |= {"questions-0": "Disponible ?", "amount_min": "2 400", "deadline_0": "2099-11-24", "deadline_1": "18:30"}
    client.post(reverse("publication_edit", args=[publication.pk]), {**data, "action": "draft"})
    after = services.publications.latest(publication)
    assert after.description == "<p>Un</p><p>Deux<br>trois</p>"
    assert [place.label for place in after.places.all()] == ["Lyon 6e", "Bron"]
    assert [(row.text, row.required) for row in after.questions.all()] == [("Disponible ?", False)]
    assert (after.deadline, after.amount_min) == (values["deadline"], 2400)


@pytest.mark.parametrize(
    ("field", "data"),
    [
        ("title", {"title": ""}),
        ("title", {"title": "x" * 151}),
        ("title", {"title": "Avec\x00nul"}),
        ("description", {"description": "  \n "}),
        ("description", {"description": "<script>alert(1)</script>"}),
        ("amount_min", {"amount_min": "beaucoup"}),
        ("amount_min", {"amount_min": "-5"}),
        ("amount_min", {"amount_min": "NaN"}),
        ("amount_min", {"amount_min": "99999999999999"}),
        ("amount_max", {"amount_min": "3000", "amount_max": "2000"}),
        ("deadline", {"deadline_0": "2020-01-01"}),
        ("deadline", {"deadline_0": "bientôt"}),
        ("deadline", {"deadline_1": "18:00"}),
        ("starts_on", {"starts_on": "32/01/2027"}),
        ("openings", {"openings": "99999999"}),
        ("contract", {"contract": "esclavage"}),
        ("sector", {"sector": "999999"}),
        ("apply_url", {"apply_by": "url"}),
        ("apply_url", {"apply_by": "url", "apply_url": "javascript:alert(1)"}),
        ("apply_email", {"apply_by": "email", "apply_email": "pas une adresse"}),
        ("places", {"places-0": "x" * 151}),
        ("questions", {f"questions-{order}": "Encore ?" for order in range(11)}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(client, recruiter, field, data):
    typed = {**BASE, "skills": "gériatrie", "places-1": "Trifouilly", "amount_note": "Selon <expérience>", **data}
    response = client.post(create_url(), {**typed, "action": "submit"})
    assert field in errors_of(response)
    text = response.content.decode()
    assert 'value="gériatrie"' in text
    assert 'value="Trifouilly"' in text
    assert "Selon &lt;expérience&gt;" in text
    assert Publication.objects.count() == 0


@pytest.mark.parametrize(
    "title", ['<b>Gras</b> & "co"', "🎓🚀 Bourse", "Donau" * 30, "  Des   espaces  ", "\u202eécrit à l'envers"]
)
def test_hostile_text_is_kept_as_text(client, recruiter, title):
    client.post(create_url(), {**BASE, "title": title, "action": "draft"})
    publication = Publication.objects.get()
    response = client.get(reverse("publication_edit", args=[publication.pk]))
    assert response.context["form"]["title"].value() == publication.title
    assert "<b>Gras</b>" not in response.content.decode()


def test_scripts_in_the_description_are_gone(client, recruiter):
    text = "<p>Texte <a href='javascript:x()'>lien</a></p><script>alert(1)</script>"
    client.post(create_url(), {**BASE, "description": text, "action": "draft"})
    assert Publication.objects.get().description.count("script") == 0


def test_a_publication_can_be_written_and_submitted_in_one_go(client, recruiter):
    client.post(create_url(), {**BASE, "action": "submit"})
    assert Publication.objects.get().status == "pending"


def test_someone_not_verified_saves_drafts_and_reads_why_no_more(client):
    client.force_login(UserFactory(recruiter=True))
    text = client.get(create_url()).content.decode()
    assert reverse("space_verification") in text
    assert 'value="submit"' not in text
    response = client.post(create_url(), {**BASE, "action": "submit"})
    assert "pas encore vérifié" in str(errors_of(response)["__all__"])
    assert 'value="Infirmière ou infirmier de nuit"' in response.content.decode()
    assert Publication.objects.count() == 0
    client.post(create_url(), {**BASE, "action": "draft"})
    assert Publication.objects.get().status == "draft"


def test_a_reached_quota_is_said_and_keeps_what_was_typed(client, recruiter):
    recruiter.recruiter.monthly_quota = 0
    recruiter.recruiter.save()
    response = client.post(create_url(), {**BASE, "action": "submit"})
    assert "nombre de publications" in str(errors_of(response)["__all__"])
    assert Publication.objects.count() == 0


def test_editing_a_draft_and_submitting_it_does_both(client, recruiter):
    publication = make_publication(recruiter=recruiter)
    client.post(reverse("publication_edit", args=[publication.pk]), {**BASE, "title": "Corrigé", "action": "submit"})
    publication.refresh_from_db()
    assert publication.status == "pending"
    assert services.publications.latest(publication).title == "Corrigé"


def test_an_edit_that_may_not_be_submitted_is_saved_all_the_same(client):
    user = UserFactory(recruiter=True)
    client.force_login(user)
    publication = make_publication(recruiter=user)
    url = reverse("publication_edit", args=[publication.pk])
    response = client.post(url, {**BASE, "title": "Corrigé", "action": "submit"}, follow=True)
    assert "Votre texte est enregistré mais" in response.content.decode()
    publication.refresh_from_db()
    assert (publication.title, publication.status) == ("Corrigé", "draft")


def test_an_edit_of_a_published_one_goes_to_review_and_the_public_keeps_its_version(client, recruiter):
    publication = make_publication(recruiter=recruiter, validated=True)
    url = reverse("publication_edit", args=[publication.pk])
    assert "Le public garde la version actuelle" in client.get(url).content.decode()
    client.post(url, {**BASE, "title": "Nouveau titre", "action": "submit"})
    publication.refresh_from_db()
    assert (publication.title, publication.status) == ("Infirmière ou infirmier de nuit", "validated")
    assert publication.in_review
    assert client.get(url).context["form"]["title"].value() == "Nouveau titre"


def test_a_closed_one_cannot_be_edited(client, recruiter):
    publication = make_publication(recruiter=recruiter, closed=True)
    assert client.get(reverse("publication_edit", args=[publication.pk])).status_code == 409
    assert client.post(reverse("publication_edit", args=[publication.pk]), BASE).status_code == 409


def test_the_form_is_kept_in_the_browser_under_a_key_of_its_own(client, recruiter):
    assert f'data-autosave="publication:{recruiter.pk}:bourses"' in client.get(create_url("bourses")).content.decode()


# --- Two people at once ---------------------------------------------------------------------------------------------
@pytest.fixture
def colleague(recruiter):
    return UserFactory(recruiter=True, verified=True, company=recruiter.recruiter.company)


def shown_revision(client, url: str) -> str:
    return re.search(r'name="revision" value="(\d+)"', client.get(url).content.decode())[1]


def test_a_text_that_a_colleague_changed_meanwhile_is_not_overwritten(client, recruiter, colleague):
    publication = make_publication(recruiter=recruiter)
    url = reverse("publication_edit", args=[publication.pk])
    revision = shown_revision(client, url)
    services.publications.edit(colleague, publication, {"title": "Le titre de ma collègue"})
    sent = {**BASE, "title": "Mon titre", "revision": revision, "action": "submit"}

    response = client.post(url, sent)
    text = response.content.decode()
    assert "a été modifiée pendant que vous écriviez" in text
    assert "Mon titre" in text
    publication.refresh_from_db()
    assert (publication.title, publication.status) == ("Le titre de ma collègue", "draft")

    again = re.search(r'name="revision" value="(\d+)"', text)[1]
    assert client.post(url, {**sent, "revision": again}).status_code == 302
    publication.refresh_from_db()
    assert publication.title == "Mon titre"


def test_an_editors_correction_is_not_overwritten_either(client, recruiter):
    publication = make_publication(recruiter=recruiter, pending=True)
    url = reverse("publication_edit", args=[publication.pk])
    revision = shown_revision(client, url)
    corrected = services.publications.latest(publication)
    corrected.title = "Corrigé par la rédaction"
    corrected.save_revision(user=UserFactory(editor=True), changed=True)
    client.post(url, {**BASE, "title": "Sans voir", "revision": revision, "action": "submit"})
    now = Publication.objects.get(pk=publication.pk)
    assert services.publications.latest(now).title == "Corrigé par la rédaction"


@pytest.mark.parametrize("revision", ["", "x", "²", "9" * 400, "-1", "1\x00"])
def test_a_revision_that_was_never_shown_breaks_nothing(client, recruiter, revision):
    publication = make_publication(recruiter=recruiter)
    url = reverse("publication_edit", args=[publication.pk])
    response = client.post(url, {**BASE, "revision": revision, "action": "draft"})
    assert response.status_code in (200, 302)


def test_who_has_sent_papers_is_not_asked_for_them_again(client):
    user = UserFactory(recruiter=True)
    client.force_login(user)
    url = reverse("publication_list_mine")
    assert "Envoyer mes justificatifs" in client.get(url).content.decode()
    VerificationPaperFactory(user=user)
    text = client.get(url).content.decode()
    assert "Envoyer mes justificatifs" not in text
    assert "Un éditeur lit vos documents" in text
