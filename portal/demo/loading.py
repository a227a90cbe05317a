"""Load the demo: whole or not at all, once."""

import logging
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone, translation

from portal.accounts.models import User
from portal.jobs.models import Publication
from search.indexing import bulk_index

from .accounts import Accounts, address
from .applications import Applicants
from .calendar import Calendar
from .content import people
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
    return User.objects.filter(email=address("anais-roche")).exists()


def load() -> int:
    """Load the demo; returns how many publications it made, none when it is there already.

    Raises CommandError in production, and when an account of the demo exists without the demo.
    """
    refuse_elsewhere()
    if is_loaded():
        return 0
    if User.objects.filter(email=address(people.ADMIN)).exists():
        raise CommandError(f"{address(people.ADMIN)} exists but the demo does not: remove that account first.")
    with _without_chatter(), translation.override(settings.LANGUAGE_CODE), transaction.atomic():
        return len(_load(Calendar(timezone.now().replace(second=0, microsecond=0))))


@contextmanager
def _without_chatter():
    """Wagtail logs several lines a save, which would hide what matters."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)


def _load(calendar: Calendar) -> list[int]:
    accounts = Accounts(calendar)
    quiet = Quiet(calendar.now, [])
    accounts.load()
    quiet.hush(accounts.since)
    quiet = Quiet(calendar.now, [address(login) for login in SHOWN_TO])
    publisher, applicants = Publisher(calendar, accounts.editor), Applicants(calendar, accounts)
    made = []
    for number, entry in enumerate(entries()):
        recruiter = accounts.recruiters[entry.company]
        publication, moments = publisher.open(entry, recruiter, number)
        quiet.hush(moments.decided)
        applicants.apply_to(publication, recruiter, moments, quiet)
        publisher.end(entry, publication, recruiter, moments)
        quiet.hush(max(moments.decided, calendar.past(1)))
        made.append(publication.pk)
    _count_views(made)
    quiet.write()
    bulk_index(made)
    return made


def _count_views(ids: list[int]) -> None:
    """Readers came in proportion to the days that a publication has been public."""
    for number, row in enumerate(Publication.objects.filter(pk__in=ids, first_published_at__isnull=False)):
        days = max(0, (timezone.now() - row.first_published_at).days)
        Publication.objects.filter(pk=row.pk).update(views_count=days * (7 + number * 13 % 29) + number % 11)
