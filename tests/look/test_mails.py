"""Mails: HTML and text, one purpose, one button, who writes and why, how to stop it."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

NOTIFICATION = {
    "title": "Votre candidature a été lue",
    "message": "Hôpital des Charmettes & fils a lu votre candidature.",
    "action_url": "https://portail.example/mon-espace/",
    "action_label": "Voir ma candidature",
    "preferences_url": "https://portail.example/preferences/",
    "mandatory": False,
    "site_name": "Passerelle",
    "site_url": "https://portail.example",
}
ACCOUNT = {
    "site_name": "Passerelle",
    "site_url": "https://portail.example",
    "activate_url": "https://portail.example/confirmer/",
    "password_reset_url": "https://portail.example/nouveau/",
    "signup_url": "https://portail.example/inscription/",
    "timestamp": datetime(2026, 11, 24, 17, tzinfo=UTC),
    "ip": "192.0.2.1",
    "from_email": "avant@exemple.fr",
    "to_email": "apres@exemple.fr",
    "deleted_email": "parti@exemple.fr",
}
FOLDER = settings.BASE_DIR / "templates" / "account" / "email"
BODIES = sorted(path.name for path in FOLDER.glob("*_message.*") if not path.name.startswith("base"))


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_notification_says_what_and_where_to_go(kind):
    body = render_to_string(f"mail/notification.{kind}", NOTIFICATION)
    for expected in ("title", "action_url", "action_label", "preferences_url", "site_name"):
        assert NOTIFICATION[expected] in body


def test_mandatory_notification_offers_no_way_to_stop_it():
    body = render_to_string("mail/notification.txt", NOTIFICATION | {"mandatory": True})
    assert "preferences" not in body


def test_text_mail_is_not_escaped_and_html_is():
    assert "Charmettes & fils" in render_to_string("mail/notification.txt", NOTIFICATION)
    assert "Charmettes &amp; fils" in render_to_string("mail/notification.html", NOTIFICATION)


def test_notification_without_link_has_no_button():
    body = render_to_string("mail/notification.html", NOTIFICATION | {"action_url": ""})
    assert "Voir ma candidature" not in body


@pytest.mark.parametrize("name", BODIES)
def test_account_mail_is_written(name):
    body = render_to_string(f"account/email/{name}", ACCOUNT)
    assert "Passerelle" in body
    assert "{{" not in body


@pytest.mark.parametrize("name", [name for name in BODIES if name.endswith("txt")])
def test_account_mail_has_its_html_and_its_subject(name):
    stem = name.removesuffix("_message.txt")
    assert (FOLDER / f"{stem}_message.html").exists()
    subject = render_to_string(f"account/email/{stem}_subject.txt").strip()
    assert subject
    assert "\n" not in subject


def test_confirmation_leads_to_its_link():
    for kind in ("txt", "html"):
        assert ACCOUNT["activate_url"] in render_to_string(f"account/email/email_confirmation_message.{kind}", ACCOUNT)


def test_account_mail_writes_the_hour_as_french_people_do():
    with translation.override("fr"):
        body = render_to_string("account/email/password_changed_message.txt", ACCOUNT)
    assert "24 novembre 2026 à 18\u00a0h\u00a000" in body
