"""Load the demo: whole or not at all, once."""

import logging
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.accounts import roles
from portal.accounts.models import User
from portal.jobs.models import Publication
from search import candidates
from search.indexing import bulk_index

from . import careers, discovery, payments
from .accounts import Accounts, address
from .applications import Applicants
from .calendar import Calendar
from .content import people
from .conversations import Talks
from .pages import Editor
from .publications import Publisher
from .quiet import Quiet
from .reading import entries

ALLOWED = ("development", "test")
SHOWN_TO = (*people.STAFF, people.RECRUITER, people.WAITING_RECRUITER, "candidat", "prestataire", "eleve")


def refuse_elsewhere() -> None:
    """Raises CommandError where real people may have accounts: the demo's password is public."""
    if settings.ENVIRONMENT not in ALLOWED:
        raise CommandError("Demo content is for development and tests only: these settings are of another environment.")


def is_loaded() -> bool:
    """Everything is loaded in one transaction, so that the last account stands for all of it."""
    return User.objects.filter(email=address(people.LAST)).exists()


def load(now: datetime | None = None) -> int:
    """Load the demo as of `now`; returns how many publications it made, none when it is there already.

    Raises CommandError in production, and when an account of the demo exists without the demo.
    """
    refuse_elsewhere()
    if is_loaded():
        return 0
    if User.objects.filter(email=address(people.ADMIN)).exists():
        raise CommandError(f"{address(people.ADMIN)} exists but the demo does not: remove that account first.")
    with _lightly(), translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        return len(_load(Calendar((now or timezone.now()).replace(second=0, microsecond=0))))


@contextmanager
def _lightly():
    """Without what Wagtail does at each save: lines of log, and the index of references (written at the end)."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        logging.disable(before)


def _load(calendar: Calendar) -> list[int]:
    # Editors approve the publications: their group must have its permissions, whoever forgot `sync_roles`.
    roles.sync()
    accounts = Accounts(calendar)
    quiet = Quiet(calendar.now, [])
    accounts.load()
    careers.load(accounts.people)
    quiet.hush(accounts.since)
    quiet = Quiet(calendar.now, [address(login) for login in SHOWN_TO])
    publisher, applicants = Publisher(calendar, accounts.editor), Applicants(calendar, accounts)
    made = []
    for number, entry in enumerate(entries()):
        recruiter = accounts.recruiters[entry.company]
        publication, moments = publisher.open(entry, recruiter, number)
        quiet.hush(moments.decided, decided=entry.state != "pending")
        applicants.apply_to(publication, recruiter, moments, quiet)
        publisher.end(entry, publication, recruiter, moments)
        quiet.hush(max(moments.decided, calendar.past(1)))
        made.append(publication.pk)
    Talks(calendar, accounts).load(quiet)
    Editor(calendar, accounts.editor).load()
    quiet.hush(calendar.now)
    payments.Payer(calendar, accounts).load(quiet)
    quiet.write()
    for row in Publication.objects.filter(pk__in=made):
        ReferenceIndex.create_or_update_for_object(row.specific)
    bulk_index(made)
    candidates.rebuild()
    discovery.load(accounts.people["candidat"], made, calendar.now)
    return made
