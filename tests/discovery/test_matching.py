"""What alerts find: each publication once, whatever is late, stopped or killed."""

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.dates import PARIS
from portal.core.models import OutboxMessage
from portal.discovery import matching, needs, prefilter, tasks
from portal.discovery.models import Alert, Announcement, Frequency, SentPublication
from portal.discovery.schedule import next_run
from portal.jobs.models import Publication
from portal.vocabulary.models import SynonymGroup
from tests.factories.accounts import UserFactory
from tests.factories.discovery import AlertFactory, newly_published
from tests.factories.jobs import make_publication
from tests.factories.search import published

pytestmark = pytest.mark.django_db


def now_due():
    Alert.objects.exclude(frequency=Frequency.IMMEDIATE).update(due_at=timezone.now() - timedelta(minutes=1))


def titles_sent():
    return [mail_.subject for mail_ in mail.outbox]


# --- Announcing -----------------------------------------------------------------------------------------------------
def test_what_goes_online_is_numbered_in_order():
    first, second = newly_published(), newly_published()
    assert matching.announce() == 2
    numbers = dict(Announcement.objects.values_list("publication_id", "number"))
    assert numbers == {first.pk: 1, second.pk: 2}
    third = newly_published()
    matching.announce()
    assert Announcement.objects.get(publication=third.pk).number == 3


def test_what_the_index_does_not_have_yet_waits():
    late = newly_published(indexed=False)
    assert matching.announce() == 0
    from search.indexing import bulk_index

    bulk_index([late.pk])
    assert matching.announce() == 1


def test_an_approved_publication_is_announced_and_its_edits_are_not():
    publication = make_publication(validated=True)
    row = Announcement.objects.get(publication=publication.pk)
    row.delete()
    publication.latest_revision.publish()
    assert not Announcement.objects.filter(publication=publication.pk).exists()


# --- Finding --------------------------------------------------------------------------------------------------------
def test_an_immediate_alert_writes_when_an_editor_approves():
    alert = AlertFactory(parameters="q=infirmier", frequency="immediate")
    publication = make_publication(title="Infirmière de nuit", validated=True)
    (sent,) = [each for each in mail.outbox if alert.user.email in each.to]
    assert "Infirmière de nuit" in sent.body
    assert publication.get_absolute_url() in sent.body


def test_only_what_matches_as_it_was_asked_is_sent():
    AlertFactory(parameters="q=soudeur", frequency="immediate")
    AlertFactory(parameters="q=infirmier+soudeur", frequency="immediate")
    AlertFactory(parameters="lieu=Lyon", frequency="immediate")
    AlertFactory(parameters="contrat=cdd", frequency="immediate")
    AlertFactory(kind="bourse", frequency="immediate")
    newly_published("Infirmier de nuit", places=["Lille"], contract="cdi")
    tasks.send_immediate()
    assert mail.outbox == []
    assert set(Alert.objects.values_list("cursor", flat=True)) == {1}


@pytest.mark.parametrize(
    "parameters",
    ["", "q=infirmier", "lieu=Lyon", "lieu=Lyon&rayon=20", "contrat=cdi", "secteur=sante", "montant=20000"],
)
def test_every_filter_of_a_listing_is_one_of_an_alert(parameters):
    newly_published("Lointaine", sector="Sante")
    matching.announce()
    AlertFactory(parameters=parameters, frequency="immediate")
    newly_published("Infirmier", places=["Lyon"], contract="cdi", sector="Sante", amount_min=30000, period="year")
    tasks.send_immediate()
    assert len(mail.outbox) == 1
    assert "Infirmier" in mail.outbox[0].body
    assert "Lointaine" not in mail.outbox[0].body


def test_a_search_that_is_no_longer_understood_finds_nothing():
    """Without its filter it would find everything."""
    row = published(sector="Sante")
    alert = AlertFactory(parameters="secteur=sante", frequency="immediate")
    assert alert.parameters
    row.sector.delete()
    cache.clear()
    newly_published()
    tasks.send_immediate()
    assert mail.outbox == []


def test_nothing_published_before_the_alert_is_sent():
    newly_published("Ancienne")
    matching.announce()
    AlertFactory(frequency="immediate")
    newly_published("Nouvelle")
    tasks.send_immediate()
    assert "Nouvelle" in mail.outbox[0].body
    assert "Ancienne" not in mail.outbox[0].body


def test_what_is_closed_meanwhile_is_not_sent():
    AlertFactory()
    closed = newly_published("Fermée")
    newly_published("Ouverte")
    matching.announce()
    Publication.objects.filter(pk=closed.pk).update(closed_at=timezone.now(), status="closed")
    now_due()
    tasks.send_alerts()
    assert "Ouverte" in mail.outbox[0].body
    assert "Fermée" not in mail.outbox[0].body


# --- Once -----------------------------------------------------------------------------------------------------------
def test_a_publication_is_sent_once():
    alert = AlertFactory(frequency="immediate")
    newly_published()
    for _time in range(3):
        tasks.send_alerts()
    assert len(mail.outbox) == 1
    # Even if the cursor was set back by hand.
    Alert.objects.filter(pk=alert.pk).update(cursor=0)
    tasks.send_alerts()
    assert len(mail.outbox) == 1


def test_a_mail_that_fails_is_sent_later(settings):
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.EmailBackend"
    AlertFactory(frequency="immediate")
    newly_published()
    tasks.send_immediate()
    (waiting,) = OutboxMessage.objects.filter(topic="mail.send", done_at__isnull=True)
    assert waiting.attempts == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutboxMessage.objects.update(due_at=timezone.now())
    from portal.core import outbox

    outbox.drain()
    assert len(mail.outbox) == 1


def test_a_run_that_breaks_half_way_loses_and_repeats_nothing(monkeypatch):
    first, second = AlertFactory(frequency="immediate"), AlertFactory(frequency="immediate")
    newly_published()
    original, calls = matching.mails.news, []

    def breaking(alert, *args, **kwargs):
        calls.append(alert.pk)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return original(alert, *args, **kwargs)

    monkeypatch.setattr(matching.mails, "news", breaking)
    with pytest.raises(RuntimeError):
        tasks.send_immediate()
    monkeypatch.setattr(matching.mails, "news", original)
    tasks.send_immediate()
    assert sorted(each.to[0] for each in mail.outbox) == sorted([first.user.email, second.user.email])
    assert SentPublication.objects.count() == 2


# --- When -----------------------------------------------------------------------------------------------------------
def test_daily_and_weekly_alerts_wait_for_their_hour():
    AlertFactory(frequency="daily")
    AlertFactory(frequency="weekly")
    newly_published()
    tasks.send_alerts()
    assert mail.outbox == []
    now_due()
    tasks.send_alerts()
    assert len(mail.outbox) == 2
    assert not Alert.objects.filter(due_at__lte=timezone.now()).exists()


@pytest.mark.parametrize(
    ("frequency", "now", "expected"),
    [
        ("daily", datetime(2026, 11, 24, 6, 59, tzinfo=PARIS), datetime(2026, 11, 24, 7, tzinfo=PARIS)),
        ("daily", datetime(2026, 11, 24, 7, 0, tzinfo=PARIS), datetime(2026, 11, 25, 7, tzinfo=PARIS)),
        ("weekly", datetime(2026, 11, 24, 6, 59, tzinfo=PARIS), datetime(2026, 11, 30, 7, tzinfo=PARIS)),
        # The night of summer time has 23 hours.
        ("daily", datetime(2026, 3, 28, 12, tzinfo=PARIS), datetime(2026, 3, 29, 7, tzinfo=PARIS)),
    ],
)
def test_hours_are_those_of_paris(frequency, now, expected):
    assert next_run(frequency, now) == expected


def test_paused_and_unreachable_alerts_write_nothing():
    AlertFactory(frequency="immediate", paused_at=timezone.now())
    AlertFactory(frequency="immediate", email="lea@exemple.example", confirmed=False)
    AlertFactory(frequency="immediate", user=UserFactory(unconfirmed=True))
    AlertFactory(frequency="immediate", user=UserFactory(is_active=False))
    newly_published()
    tasks.send_immediate()
    assert mail.outbox == []


# --- The mail -------------------------------------------------------------------------------------------------------
def test_the_mail_can_be_stopped_by_one_click_and_speaks_french():
    AlertFactory(parameters="q=infirmier&lieu=Lyon", frequency="immediate", email="lea@exemple.example")
    newly_published("Infirmier & aide-soignant", places=["Lyon"])
    tasks.send_immediate()
    (sent,) = mail.outbox
    assert sent.to == ["lea@exemple.example"]
    assert sent.subject.startswith("1 nouvelle publication")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = sent.extra_headers["List-Unsubscribe"].strip("<>")
    assert address in sent.body
    assert address.startswith("http://127.0.0.1:8000/alertes/desabonner/")
    html = sent.alternatives[0].content
    assert "Infirmier &amp; aide-soignant" in html
    assert "Infirmier & aide-soignant" in sent.body
    assert "/offres/?q=infirmier&lieu=Lyon" in sent.body


def test_a_mail_shows_the_newest_and_counts_the_others():
    AlertFactory()
    for number in range(matching.SHOWN + 3):
        newly_published(f"Numéro {number:02}")
    matching.announce()
    now_due()
    tasks.send_alerts()
    assert "23" in mail.outbox[0].subject
    assert "Numéro 22" in mail.outbox[0].body
    assert "Numéro 02" not in mail.outbox[0].body
    assert "3 autres" in mail.outbox[0].body


def test_the_button_of_a_mail_shows_the_newest_first_whatever_the_words(client):
    AlertFactory(parameters="q=infirmier")
    published("Infirmier", age=9)
    newly_published("Cadre de santé", description="<p>Avec un infirmier.</p>")
    matching.announce()
    now_due()
    tasks.send_alerts()
    address = re.search(r"http://127.0.0.1:8000(/offres/\?\S+)", mail.outbox[0].body)[1]
    assert [row.title for row in client.get(address).context["publications"]] == ["Cadre de santé", "Infirmier"]


# --- Cost -----------------------------------------------------------------------------------------------------------
def test_people_with_the_same_search_share_one_question():
    def cost(people):
        for _number in range(people):
            AlertFactory(parameters="q=infirmier&lieu=Lille", frequency="immediate")
        newly_published()
        matching.announce()
        with CaptureQueriesContext(connection) as queries:
            matching.run("immediate")
        return len(queries)

    cost(1)
    # The last number, the groups, the newcomers in four, the search, the step.
    assert cost(1) == cost(8) <= 8


def test_searches_that_cannot_find_any_of_it_are_not_asked(monkeypatch, django_assert_max_num_queries):
    ways = ("contrat=cdd", "lieu=Lyon&rayon=20", "lieu=Bretagne", "entreprise=Ailleurs", "montant=90000", "q=soudeur")
    for number in range(9):
        AlertFactory(kind="bourse", parameters=f"q=mot{number}", frequency="immediate")
        for way in ways:
            AlertFactory(parameters=f"{way}&competence=Métier{number}", frequency="immediate")
    newly_published(contract="cdi", places=["Lille"])
    matching.announce()
    monkeypatch.setattr(matching, "search", lambda *args, **kwargs: pytest.fail("asked"))
    # The last number, the groups, the newcomers in four, the other names of skills, the step; four for the synonyms.
    with django_assert_max_num_queries(12):
        assert matching.run("immediate") == 0
    assert set(Alert.objects.values_list("cursor", flat=True)) == {1}


def test_few_searches_and_much_that_is_new_is_asked_without_looking(monkeypatch):
    alert = AlertFactory(parameters="q=infirmier", frequency="immediate")
    new = prefilter.LOOKS + 1
    for _number in range(new):
        newly_published()
    matching.announce()
    monkeypatch.setattr(prefilter, "build", lambda ids: pytest.fail("looked at"))
    assert matching.run("immediate") == 1
    assert alert.sent.count() == new


def test_more_publications_than_searches_are_looked_at_all_the_same(monkeypatch):
    """A look is several times cheaper than a question: an import of many asks no search that finds none of them."""
    AlertFactory(parameters="q=soudeur", frequency="immediate")
    for _number in range(prefilter.LOOKS):
        newly_published("Infirmier")
    matching.announce()
    monkeypatch.setattr(matching, "search", lambda *args, **kwargs: pytest.fail("asked"))
    assert matching.run("immediate") == 0


def test_an_alert_that_becomes_due_meanwhile_loses_nothing(monkeypatch):
    """It was not among those that were matched, so its cursor stays."""
    AlertFactory(parameters="q=soudeur", frequency="immediate")
    late = AlertFactory(parameters="q=infirmier", frequency="daily")
    newly_published()
    matching.announce()
    original = matching.needs_of

    def meanwhile(kind, parameters):
        Alert.objects.filter(pk=late.pk).update(frequency="immediate", due_at=None)
        return original(kind, parameters)

    monkeypatch.setattr(matching, "needs_of", meanwhile)
    assert matching.run("immediate") == 0
    monkeypatch.setattr(matching, "needs_of", original)
    assert matching.run("immediate") == 1


def test_a_synonym_that_comes_later_counts():
    """What a search needs is kept in memory; it follows the vocabulary."""
    AlertFactory(parameters="q=plongeur", frequency="immediate")
    newly_published("Scaphandrier")
    tasks.send_immediate()
    assert mail.outbox == []
    SynonymGroup.objects.create(words="plongeur\nscaphandrier")
    cache.clear()
    newly_published("Scaphandrier")
    tasks.send_immediate()
    assert len(mail.outbox) == 1


def test_a_search_is_read_once_while_the_synonyms_stay(monkeypatch):
    AlertFactory(parameters="q=plongeur+rare", frequency="immediate")
    newly_published("Scaphandrier")
    tasks.send_immediate()
    # A version without a change, as each minute brings where it has expired.
    cache.clear()
    caches["content"].clear()
    newly_published("Scaphandrier")
    matching.announce()
    monkeypatch.setattr(needs, "read_kept", lambda *asked: pytest.fail("read again"))
    assert matching.run("immediate") == 0


def test_a_sector_that_is_back_counts():
    """A search that was not understood for a while is not taken for one that finds nothing for ever."""
    row = newly_published(sector="Sante")
    alert = AlertFactory(parameters="secteur=sante", frequency="immediate")
    Alert.objects.update(cursor=0)
    Publication.objects.filter(pk=row.pk).update(sector=None)
    row.sector.delete()
    cache.clear()
    tasks.send_immediate()
    newly_published(sector="Sante")
    cache.clear()
    tasks.send_immediate()
    assert alert.sent.count() == 1


def test_nothing_new_costs_little(django_assert_max_num_queries):
    published()
    with django_assert_max_num_queries(10):
        tasks.send_alerts()
