"""The pages of notifications: one's own, unread first, read by a POST."""

import pytest
from django.core import mail
from django.urls import reverse

from portal.notifications import preferences, services
from portal.notifications.models import Notification, NotificationPreference
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory()


def told(user, count=1, **values):
    for number in range(count):
        services.notify(
            [user], "compte_decision", **{"title": f"Nouvelle {number}", "link": "/mon-espace/profil/", **values}
        )
    mail.outbox.clear()
    return Notification.objects.of(user).first()


def test_ones_own_notifications_and_no_others(user, signed_in):
    told(user, title="À moi")
    told(UserFactory(), title="À autrui")
    page = signed_in(user).get(reverse("notification_list"))
    assert "À moi" in page.text
    assert "À autrui" not in page.text


def test_unread_ones_come_first(user, signed_in):
    told(user, 3)
    newest = Notification.objects.of(user).first()
    services.mark_read(user, newest)
    shown = signed_in(user).get(reverse("notification_list")).context["notifications"]
    assert [row.title for row in shown] == ["Nouvelle 1", "Nouvelle 0", "Nouvelle 2"]


def test_opening_one_marks_it_and_leads_on(user, signed_in):
    row = told(user)
    client = signed_in(user)
    url = reverse("notification_open", args=[row.pk])
    assert client.get(url).status_code == 405
    assert client.post(url)["Location"] == "/mon-espace/profil/"
    row.refresh_from_db()
    assert row.read_at is not None


@pytest.mark.parametrize("link", ["", "https://mechant.example/", "//mechant.example/"])
def test_a_stored_link_never_leads_elsewhere(user, signed_in, link):
    row = Notification.objects.create(user=user, type="compte_decision", title="Bonjour", link=link)
    response = signed_in(user).post(reverse("notification_open", args=[row.pk]))
    assert response["Location"] == reverse("notification_list")


def test_somebody_elses_notification_is_not_there(user, signed_in):
    row = told(user)
    assert signed_in(UserFactory()).post(reverse("notification_open", args=[row.pk])).status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_all_are_marked_at_once(user, signed_in):
    told(user, 3)
    other = told(UserFactory())
    client = signed_in(user)
    assert client.get(reverse("notification_read_all")).status_code == 405
    client.post(reverse("notification_read_all"))
    assert not Notification.objects.of(user).unread().exists()
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize(("count", "page"), [(3, 1), (45, 1), (45, 3)])
def test_the_list_costs_the_same_however_long(user, signed_in, django_assert_num_queries, count, page):
    told(user, count)
    client = signed_in(user)
    client.get(reverse("notification_list"))
    with django_assert_num_queries(4):
        response = client.get(reverse("notification_list"), {"page": page})
    assert response.status_code == 200


def test_a_page_that_is_not_there_is_404(user, signed_in):
    assert signed_in(user).get(reverse("notification_list"), {"page": "9"}).status_code == 404


def test_an_empty_list_says_what_will_come(user, signed_in):
    assert signed_in(user).get(reverse("notification_list")).status_code == 200


def channels_of(user, type_name):
    return {
        choice.channel.name for choice in preferences.choices(user) if choice.declared.name == type_name and choice.on
    }


def test_mandatory_mails_are_said_to_be_so_and_stay_on(user, signed_in):
    client = signed_in(user)
    page = client.get(reverse("notification_preferences"))
    assert "ne peut pas être désactivé" in page.text
    field = page.context["form"].fields["compte_decision"]
    assert [name for name, _label in field.choices] == ["in_app"]
    client.post(reverse("notification_preferences"), {})
    assert channels_of(user, "compte_decision") == {"email"}


def test_editors_choose_what_concerns_them_and_others_do_not_see_it(user, signed_in):
    editor = UserFactory(editor=True)
    client = signed_in(editor)
    client.post(reverse("notification_preferences"), {"compte_a_verifier": ["in_app"]})
    assert channels_of(editor, "compte_a_verifier") == {"in_app"}
    client.post(reverse("notification_preferences"), {"compte_a_verifier": ["in_app", "email"]})
    assert channels_of(editor, "compte_a_verifier") == {"in_app", "email"}
    assert "compte_a_verifier" not in signed_in(user).get(reverse("notification_preferences")).context["form"].fields


def test_a_channel_that_the_portal_does_not_have_is_not_shown_and_not_taken(user, signed_in):
    client = signed_in(user)
    response = client.post(reverse("notification_preferences"), {"compte_decision": ["sms"]})
    assert response.context["form"].errors
    assert not NotificationPreference.objects.exists()


def test_the_bell_counts_the_unread(user, signed_in):
    told(user, 2)
    assert 'class="count" aria-hidden="true">2<' in signed_in(user).get(reverse("space_home")).text
