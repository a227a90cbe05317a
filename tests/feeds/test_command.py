"""`manage.py import_feed`."""

import json

import pytest
from django.core.management import CommandError, call_command

from portal.feeds.models import Feed, ImportRun
from portal.jobs.models import Publication
from tests.factories.accounts import UserFactory
from tests.factories.jobs import verified_recruiter
from tests.feeds.build import approve_all, as_csv, item, make_feed, run_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(tmp_path):
    def write(*items, name="offres.csv"):
        path = tmp_path / name
        path.write_bytes(as_csv(*items))
        return path

    return write


def test_a_new_feed_from_a_file(source, capsys, tmp_path):
    recruiter = verified_recruiter()
    report = tmp_path / "problems.csv"
    call_command("import_feed", source(item(1), item(2, titre="")), recruiter=recruiter.email, report=report)
    assert "created 1, refused 1" in capsys.readouterr().out
    assert Feed.objects.get().name == "offres.csv"
    assert len(report.read_text(encoding="utf-8").splitlines()) == 2


def test_the_known_one_again(source, capsys):
    feed = make_feed()
    run_of(feed)
    call_command("import_feed", source(item(1, titre="Autre"), item(2)), feed=feed.pk)
    assert "created 1, changed 1" in capsys.readouterr().out


def test_a_dry_run_keeps_nothing(source, capsys):
    call_command("import_feed", source(item(1)), recruiter=verified_recruiter().email, dry_run=True)
    assert "R1: Maçon 1" in capsys.readouterr().out
    assert not Feed.objects.exists()
    assert not Publication.objects.exists()


def test_a_mapping_of_ones_own(source, tmp_path):
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps({"external_id": "reference", "title": "lieu", "description": "description"}))
    call_command("import_feed", source(item(1)), recruiter=verified_recruiter().email, mapping=path)
    assert Publication.objects.get().title == "Lyon"


def test_much_that_is_gone_needs_a_word(source):
    feed = make_feed(*(item(number) for number in range(4)))
    run_of(feed)
    approve_all(feed)
    with pytest.raises(CommandError, match="close-gone"):
        call_command("import_feed", source(item(0)), feed=feed.pk)
    assert Publication.objects.visible().count() == 4
    call_command("import_feed", source(item(0)), feed=feed.pk, close_gone=True)
    assert Publication.objects.visible().count() == 1


@pytest.mark.parametrize(
    "options",
    [{}, {"recruiter": "personne@exemple.example"}, {"feed": 999_999}, {"url": "https://127.0.0.1/"}],
)
def test_what_is_wrong_is_said_in_one_line(options):
    verified_recruiter(email="rh@exemple.example")
    if "url" in options:
        options = {**options, "recruiter": "rh@exemple.example"}
    with pytest.raises(CommandError):
        call_command("import_feed", **options)
    assert not ImportRun.objects.exists()


def test_nobody_imports_who_may_not(source):
    with pytest.raises(CommandError):
        call_command("import_feed", source(item(1)), recruiter=UserFactory(recruiter=True).email)
