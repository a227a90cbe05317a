"""What an import does: make, edit, leave as it is, end; and what it never does."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.errors import Forbidden
from portal.core.models import OutboxMessage
from portal.feeds import errors, services, tasks
from portal.feeds.models import Feed, FeedItem, ImportRun, RunState
from portal.jobs import errors as jobs_errors
from portal.jobs import services as jobs
from portal.jobs.models import Publication, Status
from portal.notifications.models import Notification
from tests.database import written_table
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, verified_recruiter
from tests.feeds.build import approve_all, as_csv, imported, item, make_feed, messages_of, online, run_of, upload

pytestmark = pytest.mark.django_db


def ten(**changed) -> list[dict]:
    return [item(number, **changed) for number in range(1, 11)]


def states(feed) -> dict[str, str]:
    return {name: publication.status for name, publication in imported(feed).items()}


# --- Made and edited ------------------------------------------------------------------------------------------------
def test_new_items_go_to_the_editors():
    feed = make_feed(item(1), item(2, salaire="2 400 à 2 750 € par mois"))
    run = run_of(feed)
    assert (run.state, run.created, run.total) == (RunState.DONE, 2, 2)
    made = imported(feed)["R2"]
    assert (made.status, made.in_review, made.company) == (Status.PENDING, True, feed.company)
    assert (made.amount_min, made.amount_max, made.period) == (2400, 2750, "month")
    assert [place.label for place in made.places.all()] == ["Lyon (69)"]
    assert not Publication.objects.visible().exists()


def test_the_same_again_writes_nothing():
    feed = make_feed(item(1), item(2))
    run_of(feed)
    approve_all(feed)
    before = list(Publication.objects.values_list("updated_at", "latest_revision_id"))
    told = OutboxMessage.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        run = run_of(feed, item(1), item(2))
    written = {written_table(query["sql"]) for query in queries} - {None}
    assert written == {"feeds_importrun", "feeds_feed", "core_auditlog"}
    assert (run.unchanged, run.created, run.changed, run.closed) == (2, 0, 0, 0)
    assert list(Publication.objects.values_list("updated_at", "latest_revision_id")) == before
    assert OutboxMessage.objects.count() == told


def test_a_change_of_what_is_online_is_an_edit_for_the_editors():
    feed = make_feed(item(1))
    run_of(feed)
    approve_all(feed)
    run = run_of(feed, item(1, titre="Maçonne"))
    assert (run.changed, run.created) == (1, 0)
    row = imported(feed)["R1"]
    assert (row.title, row.live, row.in_review) == ("Maçon 1", True, True)
    assert jobs.publications.latest(row).title == "Maçonne"


def test_what_the_source_no_longer_says_is_emptied():
    feed = make_feed(item(1, salaire="2 400 € par mois"))
    run_of(feed)
    run_of(feed, item(1, salaire="", lieu=""))
    text = jobs.publications.latest(imported(feed)["R1"])
    assert (text.amount_min, text.period, list(text.places.all())) == (None, "", [])


def test_a_refused_one_is_submitted_again_when_its_text_changes():
    from portal.moderation import services as moderation

    feed = make_feed(item(1))
    run_of(feed)
    moderation.refuse(UserFactory(editor=True), imported(feed)["R1"], "incomplete", "Il manque le salaire.")
    run_of(feed, item(1))
    assert states(feed) == {"R1": Status.REFUSED}
    run_of(feed, item(1, salaire="2 400 € par mois"))
    assert states(feed) == {"R1": Status.PENDING}


def test_what_a_person_ended_stays_ended():
    feed = make_feed(item(1))
    run_of(feed)
    approve_all(feed)
    jobs.publications.close(feed.recruiter, imported(feed)["R1"])
    run = run_of(feed, item(1, titre="Autre"))
    assert (run.left_alone, run.changed, run.created) == (1, 0, 0)
    assert states(feed) == {"R1": Status.CLOSED}


def test_another_feed_of_the_company_does_not_take_an_item_over():
    feed = make_feed(item(1))
    run_of(feed)
    other = make_feed(item(1, titre="Autre"), actor=feed.recruiter, name="Deuxième")
    run = run_of(other)
    assert run.refused == 1
    assert "Notre site" in messages_of(run)[0][3]
    assert Publication.objects.count() == 1


def test_what_a_deleted_feed_brought_is_found_again():
    feed = make_feed(item(1))
    run_of(feed)
    services.feeds.delete(feed.recruiter, feed)
    other = make_feed(item(1), actor=feed.recruiter)
    run = run_of(other)
    assert (run.unchanged, run.created) == (1, 0)
    assert Publication.objects.count() == 1
    assert FeedItem.objects.get().feed == other


def test_two_companies_may_use_the_same_identifiers():
    one, two = make_feed(item(1)), make_feed(item(1))
    assert (run_of(one).created, run_of(two).created) == (1, 1)


# --- The quota ------------------------------------------------------------------------------------------------------
def test_beyond_the_quota_nothing_is_kept_and_the_next_import_goes_on():
    recruiter = verified_recruiter()
    recruiter.recruiter.monthly_quota = 2
    recruiter.recruiter.save()
    feed = make_feed(*ten(), actor=recruiter)
    run = run_of(feed)
    assert (run.created, run.waiting, run.state) == (2, 8, RunState.DONE)
    assert Publication.objects.count() == 2
    recruiter.recruiter.monthly_quota = 3
    recruiter.recruiter.save()
    run = run_of(feed, *ten())
    assert (run.created, run.waiting, run.unchanged) == (1, 7, 2)


def test_edits_do_not_count():
    recruiter = verified_recruiter()
    recruiter.recruiter.monthly_quota = 1
    recruiter.recruiter.save()
    feed = make_feed(item(1), actor=recruiter)
    run_of(feed)
    assert run_of(feed, item(1, titre="Autre")).changed == 1


# --- Wrong items ----------------------------------------------------------------------------------------------------
def test_every_problem_of_every_item_is_told_with_its_place():
    feed = make_feed(item(1), item(2, titre="", salaire="beaucoup"), item(3, titre="x" * 151))
    run = run_of(feed)
    assert (run.created, run.refused) == (1, 2)
    told = messages_of(run)
    assert [(number, line, field) for number, line, field, _message in told] == [
        (2, 3, "title"), (3, 4, "title")
    ]  # fmt: skip
    assert "151" in told[1][3]


def test_a_refusal_of_the_services_is_told_like_any_other():
    feed = make_feed(item(1), data=b"id;title;description;openings\n1;A;x;-3\n2;B;x;2\n")
    run = run_of(feed)
    assert messages_of(run)[0][:3] == (1, 2, "openings")
    assert run.created == 1


def test_an_item_that_cannot_be_read_never_removes_a_live_one():
    feed = online(*ten())
    run = run_of(feed, *ten()[:-1], item(10, titre=""))
    assert (run.refused, run.gone, run.closed) == (1, 0, 0)
    assert set(states(feed).values()) == {Status.VALIDATED}


@pytest.mark.parametrize("rest", [b"R10;Ma", b";Sans nom;x;;\n", b'"R10;jamais fini\n', b"\xff\xfe;x;x;x;x\n"])
def test_as_long_as_one_item_has_no_name_nothing_is_gone(rest):
    feed = online(*ten())
    run = run_of(feed, data=as_csv(*ten()[:-1]) + rest)
    assert run.refused or not run.whole
    assert (run.gone, run.closed, run.state) == (0, 0, RunState.DONE)
    assert set(states(feed).values()) == {Status.VALIDATED}


def test_the_same_identifier_twice_is_a_mistake_of_the_source():
    run = run_of(make_feed(item(1), item(1, titre="Autre")))
    assert (run.created, run.refused) == (1, 1)
    assert messages_of(run)[0][:3] == (2, 3, "external_id")


def test_a_failure_of_ours_keeps_one_item_out_and_not_the_others(monkeypatch):
    create = jobs.publications.create_and_submit

    def fails(actor, kind, values):
        if values["title"] == "Maçon 1":
            raise ZeroDivisionError
        return create(actor, kind, values)

    monkeypatch.setattr(jobs.publications, "create_and_submit", fails)
    run = run_of(make_feed(item(1), item(2)))
    assert (run.created, run.refused, run.state) == (1, 1, RunState.DONE)


# --- Gone -----------------------------------------------------------------------------------------------------------
def test_what_is_gone_from_a_complete_feed_is_closed():
    feed = online(*ten())
    application = make_application(publication=imported(feed)["R10"])
    run = run_of(feed, *ten()[:-3])
    assert (run.gone, run.closed, run.state) == (3, 3, RunState.DONE)
    assert states(feed)["R10"] == Status.CLOSED
    application.refresh_from_db()
    assert application.status == "submitted"


def test_what_was_never_public_is_taken_back_from_the_editors():
    four = [item(number) for number in range(4)]
    feed = make_feed(*four)
    run_of(feed)
    run_of(feed, *four[:-1])
    assert Publication.objects.get(pk=FeedItem.objects.get(external_id="R3").publication_id).status == Status.WITHDRAWN


def test_a_feed_that_is_not_complete_ends_nothing():
    feed = online(*ten(), complete=False)
    assert run_of(feed, item(1)).gone == 0
    assert set(states(feed).values()) == {Status.VALIDATED}


@pytest.mark.parametrize("left", [6, 1, 0])
def test_more_than_thirty_percent_gone_asks_a_person(left):
    feed = online(*ten())
    run = run_of(feed, data=as_csv(*ten()[:left]))
    assert (run.state, run.gone, run.closed, run.known) == (RunState.AWAITING, 10 - left, 0, 10)
    assert set(states(feed).values()) == {Status.VALIDATED}
    told = Notification.objects.get(type="import_flux")
    assert told.user == feed.recruiter
    assert told.link == f"/mon-espace/flux/{feed.pk}/imports/{run.pk}/"


def test_a_person_says_close():
    feed = online(*ten())
    run = run_of(feed, *ten()[:5])
    services.runs.decide(feed.recruiter, run, close=True)
    run.refresh_from_db()
    assert (run.state, run.closed) == (RunState.DONE, 5)
    assert sorted(states(feed).values()) == [Status.CLOSED] * 5 + [Status.VALIDATED] * 5
    with pytest.raises(errors.NothingToDecide):
        services.runs.decide(feed.recruiter, run, close=True)


def test_a_person_says_keep_and_is_not_asked_again():
    feed = online(*ten())
    run = run_of(feed, *ten()[:5])
    services.runs.decide(feed.recruiter, run, close=False)
    again = run_of(feed, *ten()[:5])
    assert (again.state, again.gone) == (RunState.DONE, 0)
    assert Publication.objects.visible().count() == 10


def test_a_newer_source_answers_the_question():
    feed = online(*ten())
    asked = run_of(feed, item(1))
    again = run_of(feed, *ten())
    assert (again.unchanged, again.gone) == (10, 0)
    with pytest.raises(errors.NothingToDecide):
        services.runs.decide(feed.recruiter, asked, close=True)
    assert Publication.objects.visible().count() == 10


def test_what_comes_back_is_a_new_publication():
    feed = online(*ten())
    run_of(feed, *ten()[:-1])
    old = imported(feed)["R10"]
    run = run_of(feed, *ten())
    assert run.created == 1
    assert imported(feed)["R10"].pk != old.pk
    old.refresh_from_db()
    assert old.status == Status.CLOSED


def test_a_date_that_is_over_makes_nothing_and_ends_what_is_there():
    past = (timezone.now() - timedelta(days=2)).date().isoformat()
    head = b"id;title;description;deadline\n"
    rows = [f"{number};T;x;\n".encode() for number in range(10)]
    feed = online(data=head + b"".join(rows))
    run = run_of(feed, data=head + b"".join(rows[:-1]) + f"9;T;x;{past}\n99;N;x;{past}\n".encode())
    assert (run.past, run.created, run.closed) == (2, 0, 1)


# --- Who, when ------------------------------------------------------------------------------------------------------
def test_nothing_is_imported_before_the_mapping_was_seen():
    feed = make_feed(confirmed=False)
    with pytest.raises(errors.NotPreviewed):
        services.runs.start(feed.recruiter, feed)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ({"recruiter": True}, jobs_errors.NotVerified),
        ({"recruiter": True, "verified": True}, Forbidden),
        ({}, Forbidden),
        ({"editor": True}, Forbidden),
    ],
)
def test_only_verified_recruiters_of_the_company_import(who, refusal):
    feed = make_feed()
    with pytest.raises(refusal):
        services.runs.start(UserFactory(**who), feed)


def test_a_colleague_may_import():
    feed = make_feed()
    colleague = verified_recruiter(company=feed.company)
    run_of(feed, actor=colleague)
    assert imported(feed)["R1"].recruiter == colleague


def test_who_is_no_longer_verified_stops_an_import(monkeypatch):
    feed = make_feed(*ten())
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    run = services.runs.start(feed.recruiter, feed)
    type(feed.recruiter.recruiter).objects.update(verification="refused")
    services.runs.work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.created) == (RunState.FAILED, 0)
    assert run.failure


def test_an_import_that_runs_keeps_another_from_beginning(monkeypatch):
    feed = make_feed()
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    services.runs.start(feed.recruiter, feed)
    with pytest.raises(errors.AlreadyImporting):
        services.runs.start(feed.recruiter, feed, file=upload(as_csv(item(1))))
    with pytest.raises(errors.AlreadyImporting):
        services.feeds.delete(feed.recruiter, feed)


# --- Slices ---------------------------------------------------------------------------------------------------------
def test_a_worker_that_dies_is_replaced_and_nothing_is_done_twice(monkeypatch):
    monkeypatch.setattr(services.runs, "WRITTEN", 1)
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    feed = make_feed(*(item(number) for number in range(5)))
    run = services.runs.start(feed.recruiter, feed)
    steps = iter([False] * 3 + [True] * 100)
    assert not services.runs.work(run.pk, until=1, clock=lambda: next(steps))
    run.refresh_from_db()
    assert 0 < run.created < 5
    # It died without letting go: nobody else may work until its lease is over.
    ImportRun.objects.update(worker="dead", leased_until=timezone.now() + timedelta(seconds=60))
    services.runs.work(run.pk)
    run.refresh_from_db()
    assert run.is_active
    ImportRun.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(services.runs, "launch", services.runs.work)
    tasks.import_due()
    run.refresh_from_db()
    assert (run.state, run.created, Publication.objects.count()) == (RunState.DONE, 5, 5)


def test_what_fails_in_the_middle_of_a_slice_is_undone_with_its_place(monkeypatch):
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    feed = make_feed(item(1), item(2))
    run = services.runs.start(feed.recruiter, feed)
    monkeypatch.setattr(services.runs.missing, "mark", lambda run: 1 / 0)
    for _time in range(services.runs.MOST_ATTEMPTS):
        services.runs.work(run.pk)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert (run.created, Publication.objects.count()) == (2, 2)


def test_old_imports_are_forgotten_with_what_was_wrong():
    feed = make_feed(item(1, titre=""))
    run = run_of(feed)
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=91))
    tasks.purge_imports()
    assert not ImportRun.objects.filter(pk=run.pk).exists()
    assert Feed.objects.filter(pk=feed.pk).exists()


def test_a_finished_import_keeps_no_file():
    run = run_of(make_feed())
    assert not run.source
    assert not run.prepared
