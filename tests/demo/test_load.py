"""The demo as `manage.py load_demo` leaves it. It is loaded once for all tests of this file."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import TaskState

from portal.accounts.models import Role, User, Verification
from portal.conversations import services as conversations
from portal.conversations.models import BulkMessage, Message, Participant, Report
from portal.core.models import OutboxMessage
from portal.cv import entitlements
from portal.cv.models import Resume
from portal.demo.accounts import PASSWORD
from portal.demo.calendar import Calendar
from portal.demo.loading import load
from portal.demo.payments import Payer
from portal.jobs import projection
from portal.jobs.internships import weeks_of
from portal.jobs.models import (
    Application,
    ApplicationStatus,
    ApplicationTransition,
    Interview,
    Kind,
    Offer,
    Publication,
    Status,
)
from portal.notifications.models import Notification
from portal.pages.models import EditorialPage, HomePage, SiteChrome
from portal.payments.models import Invoice, Payment, StripeEvent, Subscription
from search.indexing import stale

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

ROLES = {
    "admin": Role.ADMIN,
    "editeur": Role.EDITOR,
    "recruteur": Role.RECRUITER,
    "recruteur-attente": Role.RECRUITER,
    "candidat": Role.CANDIDATE,
    "prestataire": Role.PRESTATAIRE,
    "eleve": Role.STUDENT,
    "consultant": Role.CONSULTANT,
    "lecteur": Role.READER,
}


class Undone:
    """A transaction that counts as a test's own, and is rolled back."""

    def __enter__(self):
        self.atomic = transaction.atomic()
        self.atomic._from_testcase = True
        self.atomic.__enter__()

    def __exit__(self, *error):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo twice as of one moment: what the first load told, then the second load, which the tests read."""
    now = timezone.now()
    # Set up before the test's own outbox is emptied: mails of the test before it may still lie there.
    mails = -mails_sent()
    with django_db_blocker.unblock():
        with Undone():
            Group.objects.all().delete()  # as after `migrate` alone
            load(now)
            first = told()
        with Undone():
            load(now)
            yield SimpleNamespace(now=now, first=first, second=told(), mails=mails + mails_sent())


def mails_sent() -> int:
    return len(getattr(mail, "outbox", []))


@pytest.fixture(autouse=True)
def demo(loaded, db):
    return loaded


def told():
    """Everything that people read of it, without keys."""
    publications = Publication.objects.order_by("title", "created_at").values_list(
        *("kind", "title", "description", "company_name", "status", "amount_min", "deadline", "first_published_at"),
        *("created_at", "closed_at", "review_since", "refusal_reason", "views_count", "applications_count"),
    )
    applications = Application.objects.order_by("candidate__email", "title").values_list(
        "candidate__email", "title", "letter", "answers", "status", "sent_at"
    )
    people = User.objects.order_by("email").values_list("email", "first_name", "last_name", "role")
    pages = EditorialPage.objects.order_by("slug").values_list("title", "lead", "first_published_at")
    notifications = Notification.objects.order_by("user__email", "created_at", "title").values_list(
        "user__email", "title", "created_at"
    )
    messages = Message.objects.order_by("sent_at", "subject").values_list("sender__email", "subject", "body", "sent_at")
    return [list(rows) for rows in (publications, applications, people, pages, notifications, messages)]


def row_counts():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_two_loads_of_one_moment_are_the_same(demo):
    assert demo.first == demo.second


def test_a_second_run_adds_and_changes_nothing(demo):
    before = row_counts()
    call_command("load_demo", verbosity=0)
    assert row_counts() == before
    assert told() == demo.second


def test_no_mail_is_sent_and_none_waits(demo):
    assert demo.mails == 0
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(("login", "role"), ROLES.items())
def test_every_account_logs_in(client, login, role):
    user = User.objects.get(email=f"{login}@demo.example")
    assert user.role == role
    assert user.check_password(PASSWORD)
    assert user.email_confirmed_at
    assert user.emailaddress_set.get().verified
    response = client.post("/compte/connexion/", {"login": user.email, "password": PASSWORD})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_one_recruiter_waits_with_a_paper():
    profile = User.objects.get(email="recruteur-attente@demo.example").recruiter
    assert profile.verification == Verification.PENDING
    assert profile.user.papers.get().content_type == "application/pdf"


def test_the_other_recruiters_and_the_prestataires_are_verified():
    for user in User.objects.filter(role__in=(Role.RECRUITER, Role.PRESTATAIRE)):
        expected = Verification.PENDING if user.username == "recruteur-attente" else Verification.VERIFIED
        assert user.verified_profile.verification == expected


def test_the_candidate_has_a_full_profile():
    person = User.objects.get(email="candidat@demo.example").candidate
    assert person.cv_type == "application/pdf"
    assert person.headline
    assert person.experience
    assert person.education
    assert person.skills.count() > 3


@pytest.mark.parametrize("status", Status.values)
def test_publications_are_in_every_state(status):
    assert Publication.objects.filter(status=status, recruiter__email="recruteur@demo.example").exists()


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_has_ten_public_ones(kind):
    assert Publication.objects.visible().filter(kind=kind).count() >= 10


def test_an_edit_of_a_public_one_waits_for_review():
    row = Publication.objects.visible().get(review_since__isnull=False)
    assert row.title == "Architecte logiciel"
    assert row.latest_revision.object_str.startswith("Architecte logiciel, plateforme")


def test_one_is_scheduled_for_later(demo):
    row = Publication.objects.filter(status=Status.VALIDATED, live=False).first()
    assert row.latest_revision.approved_go_live_at > demo.now


def test_the_projection_is_what_wagtail_says():
    for row in Publication.objects.all():
        assert projection.project(row) == {"status": row.status, "review_since": row.review_since}, row


def test_nothing_happened_in_the_future(demo):
    now = timezone.now()
    assert not Publication.objects.filter(first_published_at__gt=now).exists()
    assert not Publication.objects.filter(created_at__gt=now).exists()
    assert not ApplicationTransition.objects.filter(at__gt=now).exists()
    assert not Notification.objects.filter(created_at__gt=now).exists()


def test_publications_came_over_45_days_and_some_today(demo):
    days = [(demo.now - row.first_published_at).days for row in Publication.objects.visible()]
    assert max(days) > 25
    assert min(days) == 0
    assert len(set(days)) > 20


def test_the_queue_of_the_editors_is_dated_back(demo):
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    assert waiting.count() == Publication.objects.pending().count() > 8
    assert all(state.started_at < demo.now for state in waiting)


@pytest.mark.parametrize("status", ApplicationStatus.values)
def test_applications_are_in_every_state(status):
    received = Application.objects.filter(publication__recruiter__email="recruteur@demo.example")
    assert received.filter(status=status).exists()


def test_the_people_have_careers_and_their_applications_scores():
    candidate = User.objects.get(email="candidat@demo.example")
    resume = candidate.resumes.get()
    assert [row.is_current for row in resume.experiences.all()] == [True, False, False]
    scores = list(Application.objects.values_list("score", flat=True))
    assert len([score for score in scores if score is not None]) > len(scores) * 2 / 3
    assert len(set(scores)) > 10
    python = Application.objects.get(candidate__user=candidate, title__startswith="Développeur ou développeuse Python")
    assert python.score >= 80


def test_applications_follow_their_publication():
    for application in Application.objects.select_related("publication"):
        assert application.sent_at > application.publication.first_published_at, application
        assert application.cv_type == "application/pdf"
        assert application.letter


def test_interviews_are_to_come_for_both_sides_on_working_days(demo):
    planned = Interview.objects.planned(demo.now)
    assert planned.filter(application__candidate__user__email="candidat@demo.example").exists()
    assert planned.filter(application__publication__recruiter__email="recruteur@demo.example").count() == 2
    assert all(timezone.localtime(row.starts_at).weekday() < 5 for row in planned)
    assert {row.application.status for row in planned} == {ApplicationStatus.INTERVIEW}


def test_the_demo_people_find_recent_notifications_in_their_list():
    for login in ("candidat", "recruteur", "prestataire", "eleve", "editeur"):
        assert Notification.objects.filter(user__email=f"{login}@demo.example").exists(), login


def test_the_index_is_up_to_date():
    assert list(stale()) == []


def test_the_editorial_pages_are_online():
    assert HomePage.objects.get().body
    assert EditorialPage.objects.live().filter(slug="a-propos").exists()
    assert EditorialPage.objects.live().count() == 4


def test_the_footer_leads_to_the_about_page():
    labels = [link["label"] for column in SiteChrome.load().shown["footer"] for link in column["links"]]
    assert "À propos" in labels


# --- Messages -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("login", ["recruteur", "candidat", "prestataire"])
def test_they_have_conversations_with_something_unread(login):
    user = User.objects.get(email=f"{login}@demo.example")
    assert Participant.objects.inbox_of(user).exists()
    assert conversations.messages.unread_count(user) == (0 if login == "prestataire" else 1)


def test_messages_follow_one_another_in_the_past(demo):
    moments = list(Message.objects.exclude(kind="bulk").order_by("pk").values_list("sent_at", flat=True))
    assert moments == sorted(moments)
    assert moments[-1] <= demo.now


def test_a_bulk_message_went_to_all_of_its_people():
    bulk = BulkMessage.objects.with_progress().get()
    assert bulk.total == bulk.done >= 2


def test_a_report_waits_for_an_editor():
    assert Report.objects.open().count() == 1


def test_six_internships_have_two_free_weeks_to_come_and_one_has_none(demo):
    internships = Offer.objects.visible().filter(contract="stage_eleve")
    open_weeks = sorted(sum(week.is_open for week in weeks_of(offer)) for offer in internships)
    assert open_weeks[0] == 0
    assert len([number for number in open_weeks if number >= 2]) >= 6


def test_the_pupil_has_a_profile_and_applications_one_with_a_consent(demo):
    user = User.objects.get(email="eleve@demo.example")
    profile = user.student
    assert all((profile.school, profile.birth_date, profile.representative_email))
    sent = Application.objects.sent_by(user)
    assert {application.student_details.consent for application in sent} == {"asked", "given"}


# --- Payments -------------------------------------------------------------------------------------------------------
def paid_by(login: str):
    return Payment.objects.filter(user__email=f"{login}@demo.example").order_by("paid_at")


def test_the_candidate_subscribes_and_has_renewed(demo):
    row = Subscription.objects.owned_by(User.objects.get(email="candidat@demo.example")).running().get()
    first, second = paid_by("candidat")
    assert (row.status, row.cancel_at_period_end) == ("active", False)
    assert row.started_at == row.created_at == first.paid_at
    assert first.period_end == second.period_start
    assert second.period_end == row.current_period_end > demo.now
    assert entitlements.has_premium(row.user)


def test_a_subscription_is_over_and_its_owner_was_told():
    user = User.objects.get(email="prestataire@demo.example")
    row = Subscription.objects.owned_by(user).get()
    assert (row.status, row.access_until, row.ended_at > row.canceled_at) == ("canceled", row.ended_at, True)
    assert row.lapsed_at
    assert not Subscription.objects.lapsed_untold().exists()


def test_one_resume_is_paid_once_and_another_was_given_back(demo):
    [once], [back] = paid_by("amadou-keita"), paid_by("ines-lopes")
    assert (once.status, once.resume.is_paid, once.resume.template.is_premium) == ("succeeded", True, True)
    assert (back.status, back.resume.is_paid, back.refunds.get().state) == ("refunded", False, "succeeded")
    assert back.refunds.get().made_by.role == Role.ADMIN
    assert all(row.invoices.filter(corrects=None).count() == 1 for row in Payment.objects.all())


def test_invoices_are_numbered_by_their_days_without_a_gap(demo):
    for letter, count in (("F", 5), ("A", 1)):
        rows = Invoice.objects.filter(number__startswith=letter).order_by("issued_at")
        numbers = list(rows.values_list("number", flat=True))
        assert len(numbers) == count
        for year in {number[:5] for number in numbers}:
            its = [number for number in numbers if number.startswith(year)]
            assert its == [f"{year}-{place:06d}" for place in range(1, len(its) + 1)]
    for row in Invoice.objects.filter(corrects=None):
        assert row.issued_at == row.payment.paid_at <= demo.now
        assert row.payment.created_at <= row.issued_at


def test_all_that_was_told_of_payments_was_applied(demo):
    assert set(StripeEvent.objects.values_list("state", flat=True)) == {"processed"}
    assert not StripeEvent.objects.filter(received_at__gt=demo.now).exists()
    assert not Resume.objects.unsettled().exists()


def test_with_keys_of_stripes_nothing_is_made_up(settings, demo):
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    before = Payment.objects.count()
    Payer(Calendar(demo.now), None).load(None)
    assert Payment.objects.count() == before
