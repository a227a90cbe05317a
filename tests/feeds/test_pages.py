"""The pages of feeds: who gets in, from the first look at a source to the decision about what is gone."""

import re

import pytest

from portal.feeds import services
from portal.feeds.models import Feed, ImportRun, RunState
from portal.jobs.models import Publication
from portal.jobs.services import publications
from tests.factories.accounts import UserFactory
from tests.factories.jobs import verified_recruiter
from tests.feeds.build import approve_all, as_csv, item, make_feed, run_of, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter(client):
    user = verified_recruiter()
    client.force_login(user)
    return user


def new_feed(**values) -> dict:
    return {"name": "Notre site", "kind": "offer", "every": "0", "complete": "on", **values}


# --- Who ------------------------------------------------------------------------------------------------------------
def test_who_waits_reads_why_and_gets_no_further(client):
    client.force_login(UserFactory(recruiter=True))
    page = client.get("/mon-espace/flux/")
    assert page.status_code == 200
    assert "réservés aux comptes vérifiés" in page.text
    assert "/mon-espace/flux/nouveau/" not in page.text
    assert client.get("/mon-espace/flux/nouveau/").status_code == 403
    assert client.post("/mon-espace/flux/nouveau/", new_feed(file=upload(as_csv(item(1))))).status_code == 403
    assert not Feed.objects.exists()


def test_a_candidate_is_refused(client):
    client.force_login(UserFactory())
    assert client.get("/mon-espace/flux/").status_code == 403
    assert "Imports" not in client.get("/mon-espace/").text


def test_another_company_finds_nothing(client, recruiter):
    feed = make_feed()
    run = run_of(feed)
    base = f"/mon-espace/flux/{feed.pk}/"
    for path in ("", "champs/", "reglages/", "supprimer/", f"imports/{run.pk}/", f"imports/{run.pk}/rapport.csv"):
        assert client.get(base + path).status_code == 404
    for path in ("importer/", f"imports/{run.pk}/decision/", "supprimer/"):
        assert client.post(base + path).status_code == 404
    own = make_feed(actor=recruiter)
    assert client.get(f"/mon-espace/flux/{own.pk}/imports/{run.pk}/").status_code == 404


def test_who_lost_the_verification_may_still_read_and_tidy_up(client):
    feed = make_feed()
    run = run_of(feed)
    type(feed.recruiter.recruiter).objects.update(verification="refused")
    client.force_login(feed.recruiter)
    assert client.get(f"/mon-espace/flux/{feed.pk}/").status_code == 200
    assert client.get(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/").status_code == 200
    assert client.post(f"/mon-espace/flux/{feed.pk}/importer/").status_code == 403
    assert client.post(f"/mon-espace/flux/{feed.pk}/supprimer/").status_code == 302


# --- From the source to the import ----------------------------------------------------------------------------------
def test_the_whole_way_of_a_file(client, recruiter):
    data = as_csv(item(1, titre="Maçonne", salaire="2 400 € par mois"), item(2, titre=""))
    response = client.post("/mon-espace/flux/nouveau/", new_feed(file=upload(data)))
    feed = Feed.objects.get()
    assert response["Location"] == f"/mon-espace/flux/{feed.pk}/champs/"
    page = client.get(response["Location"])
    assert "Maçonne" in page.text
    assert re.search(r"2\s400\s€ par mois", page.text)
    assert "Ce champ manque." in page.text
    assert not Publication.objects.exists()

    said = {
        **page.context["form"].initial,
        **{name: page.context["form"][name].value() for name in page.context["form"].fields},
    }
    shown = client.post(response["Location"], {**said, "title": "reference", "preview": "1"})
    assert "<h3>R1</h3>" in shown.text
    assert Feed.objects.get().confirmed_at is None
    assert client.post(response["Location"], {**said, "save": "1"})["Location"] == f"/mon-espace/flux/{feed.pk}/"
    assert "offres.csv" in client.get(f"/mon-espace/flux/{feed.pk}/").text

    done = client.post(f"/mon-espace/flux/{feed.pk}/importer/", follow=True)
    assert done.status_code == 200
    assert "Nouvelles, envoyées à la rédaction" in done.text
    assert 'data-label="Ligne">3<' in done.text
    assert Publication.objects.get().title == "Maçonne"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "Donnez une adresse ou choisissez un fichier."),
        ({"url": "http://exemple.example/flux"}, "https://"),
        ({"url": "https://127.0.0.1/flux"}, "internet public"),
        ({"url": "https://localhost/flux"}, "internet public"),
    ],
)
def test_what_is_wrong_with_a_source_stands_beside_it(client, recruiter, values, said):
    page = client.post("/mon-espace/flux/nouveau/", new_feed(**values))
    assert page.status_code == 200
    assert said in page.text
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    "data", [b"un texte", b"\x00\x01\x02", b"%PDF-1.4", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"]
)
def test_a_file_that_is_no_feed_is_refused(client, recruiter, data):
    page = client.post("/mon-espace/flux/nouveau/", new_feed(file=upload(data)))
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert not Feed.objects.exists()


def test_an_address_and_a_file_are_one_too_many(client, recruiter):
    values = new_feed(url="https://exemple.example/", file=upload(as_csv(item(1))))
    assert client.post("/mon-espace/flux/nouveau/", values).context["form"].errors["file"]


def test_a_mapping_without_a_title_is_not_kept(client, recruiter):
    feed = make_feed(actor=recruiter, confirmed=False)
    page = client.post(f"/mon-espace/flux/{feed.pk}/champs/", {"external_id": "reference", "save": "1"})
    assert page.context["form"].errors.keys() >= {"title", "description"}
    feed.refresh_from_db()
    assert feed.confirmed_at is None


def test_a_second_file_is_sent_from_the_page_of_the_feed(client, recruiter):
    feed = make_feed(actor=recruiter)
    run_of(feed)
    page = client.get(f"/mon-espace/flux/{feed.pk}/")
    assert 'type="file"' in page.text
    client.post(f"/mon-espace/flux/{feed.pk}/importer/", {"file": upload(as_csv(item(2)))})
    assert feed.runs.count() == 2
    empty = client.post(f"/mon-espace/flux/{feed.pk}/importer/", follow=True)
    assert "Choisissez un fichier." in empty.text


def test_settings_are_kept(client, recruiter):
    feed = make_feed(actor=recruiter)
    client.post(f"/mon-espace/flux/{feed.pk}/reglages/", {"name": "Autre nom"})
    feed.refresh_from_db()
    assert (feed.name, feed.complete, feed.every) == ("Autre nom", False, 0)


def test_a_deleted_feed_leaves_its_publications(client, recruiter):
    feed = make_feed(actor=recruiter)
    run_of(feed)
    assert client.get(f"/mon-espace/flux/{feed.pk}/supprimer/").status_code == 200
    assert Feed.objects.exists()
    client.post(f"/mon-espace/flux/{feed.pk}/supprimer/")
    assert not Feed.objects.exists()
    assert Publication.objects.count() == 1


# --- An import ------------------------------------------------------------------------------------------------------
def test_an_import_that_runs_is_asked_about_again(client, recruiter, monkeypatch):
    feed = make_feed(actor=recruiter)
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    run = services.runs.start(recruiter, feed)
    page = client.get(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/")
    assert 'hx-trigger="every 3s"' in page.text
    again = client.post(f"/mon-espace/flux/{feed.pk}/importer/", follow=True)
    assert "déjà en cours" in again.text
    ImportRun.objects.update(state=RunState.READING, bytes_read=30, source_size=120)
    assert "25&nbsp;%" in client.get(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/").text
    ImportRun.objects.update(state=RunState.WRITING, seen=3, total=9)
    assert "3 / 9" in client.get(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/").text
    ImportRun.objects.update(state=RunState.DONE)
    assert "hx-trigger" not in client.get(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/").text


def test_what_is_gone_is_asked_about_and_decided_on_the_page(client, recruiter):
    feed = make_feed(*(item(number) for number in range(4)), actor=recruiter)
    run_of(feed)
    approve_all(feed)
    run = run_of(feed, item(0))
    page = client.get(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/")
    assert "3 publications sur 4" in page.text
    assert "75\u00a0%" in page.text
    assert "Un import attend votre réponse" in client.get("/mon-espace/").text
    client.post(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/decision/", {"close": "1"})
    assert Publication.objects.visible().count() == 1
    second = client.post(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/decision/", {"close": "1"}, follow=True)
    assert "plus rien à décider" in second.text


def test_a_decision_needs_a_word(client, recruiter):
    """Neither button: nothing is closed."""
    feed = make_feed(item(1), item(2), actor=recruiter)
    run_of(feed)
    approve_all(feed)
    run = run_of(feed, item(1))
    client.post(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/decision/")
    assert Publication.objects.visible().count() == 2


def test_the_report_is_a_table_no_cell_of_which_is_a_formula(client, recruiter):
    head = b"id;title;description;deadline\n"
    bad = b'=HYPERLINK("https://mal.example");;x;\n@SUM(A1);T;x;-2+3\n"\t=1+1";;x;\n'
    feed = make_feed(actor=recruiter, data=head + bad)
    run = run_of(feed)
    response = client.get(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/rapport.csv")
    text = b"".join(response.streaming_content).decode()
    assert response["Content-Disposition"] == f'attachment; filename="import-{run.pk}.csv"'
    assert text.startswith("\ufeffAnnonce;Page;Ligne;")
    lines = text.splitlines()[1:]
    assert len(lines) == 3
    cells = [cell.strip('"') for line in lines for cell in line.split(";")]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    assert "'=HYPERLINK" in text


def test_hostile_text_is_shown_as_text(client, recruiter):
    hostile = "<script>alert(1)</script>"
    feed = make_feed(item(1, titre=hostile), item(hostile, titre=""), actor=recruiter, name=hostile)
    page = client.get(f"/mon-espace/flux/{feed.pk}/champs/")
    run = run_of(feed)
    pages = [page, client.get(f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/"), client.get("/mon-espace/flux/")]
    assert not any("<script>alert" in page.text for page in pages)


@pytest.mark.parametrize("path", ["", "{feed}/", "{feed}/imports/{run}/"])
def test_pages_cost_the_same_however_much_there_is(client, recruiter, django_assert_max_num_queries, path):
    feed = make_feed(*(item(number, titre="") for number in range(9)), actor=recruiter)
    run = run_of(feed)
    for _number in range(3):
        make_feed(actor=recruiter)
    with django_assert_max_num_queries(18):
        client.get("/mon-espace/flux/" + path.format(feed=feed.pk, run=run.pk))


def test_a_publication_that_was_imported_is_one_like_the_others(client, recruiter):
    feed = make_feed(actor=recruiter)
    run_of(feed)
    publication = Publication.objects.get()
    publications.edit(recruiter, publication, {"title": "À la main"})
    assert "À la main" in client.get(f"/mon-espace/publications/{publication.pk}/").text
