"""The logs of a process: what was refused, without one-time links."""

import io
import logging

import pytest
from django.test import Client
from django.utils.module_loading import import_string

from portal.settings.base import LOGGING
from tests.factories.jobs import make_internship, make_student, send_internship

pytestmark = pytest.mark.django_db


@pytest.fixture
def console():
    """What a handler of the portal's settings writes; the settings of tests have none."""
    assert LOGGING["handlers"]["console"]["filters"] == ["routes"]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(import_string(LOGGING["filters"]["routes"]["()"])())
    logging.getLogger().addHandler(handler)
    yield stream.getvalue
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def link(mailoutbox):
    send_internship(make_internship(), make_student())
    text = next(mail.body for mail in mailoutbox if "/stages/accord/" in mail.body)
    return next(word for word in text.split() if "/stages/accord/" in word).partition("8000")[2]


def test_a_refused_link_is_not_written(console, link):
    assert [Client().post(link, {"reponse": word}).status_code for word in ("", "oui", "oui")] == [400, 302, 409]
    written = console()
    assert link.split("/")[-2] not in written
    assert "Bad Request: /stages/accord/{secret}/" in written
    assert "Conflict: /stages/accord/{secret}/" in written


def test_a_form_of_another_site_writes_no_link_either(console, link):
    assert Client(enforce_csrf_checks=True).post(link, {"reponse": "oui"}).status_code == 403
    written = console()
    assert "Forbidden" in written
    assert link.split("/")[-2] not in written


def test_what_no_view_has_is_named(console):
    Client().get("/nulle-part/")
    assert "Not Found: /nulle-part/" in console()
