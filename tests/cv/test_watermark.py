"""The rule of 002 §3.6, decided in one place."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.accounts.models import User
from portal.cv import entitlements, services
from portal.cv.models import Resume
from portal.cv.visitors import Visitor
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscribers(monkeypatch):
    """Accounts that have premium."""
    found = set()
    monkeypatch.setattr(entitlements, "_registered", [lambda user: User.objects.filter(pk=user, pk__in=found)])
    return found


@pytest.fixture
def person():
    return UserFactory()


def resume_of(person, template: int) -> Resume:
    return Resume.objects.create(user=person, template_id=template)


@pytest.mark.parametrize("paid", [False, True])
@pytest.mark.parametrize("subscribed", [False, True])
@pytest.mark.parametrize("template", [1, 2, 3])
def test_only_a_premium_template_that_nobody_pays_for_is_watermarked(person, subscribers, template, subscribed, paid):
    resume = resume_of(person, template)
    if paid:
        services.mark_paid(resume, "single")
    if subscribed:
        subscribers.add(person.pk)
    assert services.watermarked(resume) is (template != 1 and not subscribed and not paid)


def test_a_visitor_has_no_subscription(subscribers):
    subscribers.add(None)
    assert services.watermarked(Resume.objects.create(session_id="a", template_id=2))
    assert not entitlements.has_premium(AnonymousUser())


@pytest.mark.parametrize("subscribed", [False, True])
def test_what_is_read_with_the_resume_is_what_is_asked(person, subscribers, subscribed):
    if subscribed:
        subscribers.add(person.pk)
    changed = services.change(person, resume_of(person, 2), {"title": "Un"})
    assert changed.owner_has_premium is entitlements.has_premium(person) is subscribed
    visitor = Visitor("a-session")
    made = services.create(visitor, {"template": 2})
    assert services.change(visitor, made, {"title": "Un"}).owner_has_premium is False


def test_without_a_room_that_sells_premium_nobody_has_it(person, monkeypatch):
    monkeypatch.setattr(entitlements, "_registered", [])
    resume = resume_of(person, 2)
    assert services.watermarked(resume)
    assert services.change(person, resume, {"title": "Un"}).owner_has_premium is False


def test_one_room_alone_answers(subscribers):
    with pytest.raises(RuntimeError):
        entitlements.register_premium(lambda user: User.objects.all())


def test_a_payment_given_back_takes_away_what_it_gave(person, subscribers):
    resume = resume_of(person, 2)
    services.mark_paid(resume, "single")
    services.mark_paid(resume, "single")
    resume.refresh_from_db()
    assert (resume.is_paid, resume.payment_type, resume.revision) == (True, "single", 1)
    services.withdraw_payment(resume)
    resume.refresh_from_db()
    assert (resume.is_paid, resume.payment_type) == (False, "free")
    assert services.watermarked(resume)


@pytest.mark.parametrize("word", ["free", "", "monthly", None])
def test_what_is_no_payment_pays_for_nothing(person, word):
    with pytest.raises(ValueError, match="pays for nothing"):
        services.mark_paid(resume_of(person, 2), word)
