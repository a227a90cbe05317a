"""A feed's settings: made from a first look at its source, confirmed once a person saw what its mapping makes."""

import tempfile
from datetime import timedelta
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import antivirus
from portal.core.errors import Forbidden, Invalid
from portal.core.files import FileTooLarge, InfectedFile, forget
from portal.core.models import AuditLog
from portal.core.text import clean_text
from portal.jobs.models import KINDS

from .. import permissions
from ..errors import TooManyFeeds
from ..fields import EXTERNAL_ID, SALARY, fields_of
from ..incoming import fetching, mapping, sniffing
from ..incoming.readers import Item, Unreadable, read
from ..models import Every, Feed, RunState
from . import sources

MOST_FEEDS = 20
#: Items that a preview shows and a first mapping is made from.
PREVIEWED = mapping.LOOKED_AT


def create(actor, *, name: str, kind: str, url: str = "", file=None, every: int = 0, complete: bool = False) -> Feed:
    """Look at a source and keep the feed with a proposed mapping; nothing is imported yet.

    Raises Forbidden, NotVerified, EmailNotConfirmed, TooManyFeeds, CannotFetch, NotAFeed, FileTooLarge, Invalid.
    """
    permissions.refuse(permissions.why_not_import(actor))
    if kind not in KINDS or every not in Every.values or bool(url) == (file is not None):
        raise Invalid
    sample, source = (look_at(url), None) if url else sample_of(file)
    shape = sniffing.shape_of(sample)
    feed = Feed(
        company=actor.recruiter.company,
        recruiter=actor,
        name=clean_text(name)[:80] or _("My feed"),
        kind=kind,
        url=url,
        every=every if url else Every.BY_HAND,
        complete=complete,
    )
    _take_shape(feed, shape)
    nodes = [mapping.unwrapped(item.node) for item in items_of(sample, feed)]
    if not any(nodes):
        raise Invalid(_("There is no item in this source yet: its fields cannot be known."))
    feed.mapping = mapping.proposed(kind, nodes)
    with transaction.atomic():
        # The company's row is the lock: two at once are counted one after the other.
        type(feed.company).objects.select_for_update().get(pk=feed.company_id)
        if Feed.objects.filter(company=feed.company).count() >= MOST_FEEDS:
            raise TooManyFeeds
        feed.sample.save("sample", ContentFile(sample), save=False)
        feed.save()
        AuditLog.record(actor, "feed.create", feed)
        if source is not None:
            from . import runs

            runs.keep_upload(actor, feed, source)
    return feed


def _take_shape(feed: Feed, shape) -> None:
    feed.format, feed.encoding, feed.delimiter = shape.format, shape.encoding, shape.delimiter
    feed.item_path = shape.item_path


def look_at(url: str) -> bytes:
    """The beginning of what an address answers. Raises CannotFetch."""
    with tempfile.TemporaryFile() as found:
        fetching.fetch(url, found, most=sniffing.SAMPLE)
        found.seek(0)
        return found.read()


def sample_of(file) -> tuple[bytes, File]:
    """The beginning of a file that was sent, and the file. Raises FileTooLarge, InfectedFile, CannotScan, Invalid."""
    check_upload(file)
    file.seek(0)
    sample = file.read(sniffing.SAMPLE)
    file.seek(0)
    return sample, file


def check_upload(file) -> None:
    """Size and viruses; what it is shows when it is read."""
    if file.size > settings.FEED_MAX_BYTES:
        megabytes = settings.FEED_MAX_BYTES // (1024 * 1024)
        raise FileTooLarge(_("The file is larger than %(size)s MB.") % {"size": megabytes})
    if not file.size:
        raise Invalid(_("The file is empty."))
    try:
        antivirus.scan(file)
    except antivirus.Infected as error:
        raise InfectedFile from error


def name_of(file) -> str:
    return clean_text(PurePath(str(file.name).replace("\\", "/")).name)[:150]


def items_of(sample: bytes, feed: Feed) -> list[Item]:
    """The first items of a sample, which may be cut anywhere."""
    found: list[Item] = []
    try:
        for item in read(ContentFile(sample), feed.shape):
            found.append(item)
            if len(found) >= PREVIEWED:
                break
    except Unreadable as error:
        if not found:
            raise Invalid(error.message) from error
    # Half a line at the end of a look is no item.
    return found[:-1] if len(sample) >= sniffing.SAMPLE and len(found) < PREVIEWED and found else found


def first_items(feed: Feed) -> list[Item]:
    """Those of the kept sample. Raises Invalid when it cannot be read any more."""
    try:
        with feed.sample.open("rb") as file:
            return items_of(file.read(), feed)
    except FileNotFoundError as error:
        raise Invalid(_("The beginning of this source is no longer kept: please add the feed again.")) from error


def change(actor, feed: Feed, **values) -> Feed:
    """Set `name`, `every`, `complete` or `mapping`. Raises Forbidden, Invalid.

    A mapping needs the identifier, the title and the description; setting one confirms it.
    """
    permissions.refuse(permissions.why_not_use(actor, feed))
    with transaction.atomic():
        row = Feed.objects.select_for_update().get(pk=feed.pk)
        for name in ("name", "every", "complete"):
            if name in values:
                setattr(row, name, values[name])
        if "mapping" in values:
            row.mapping = checked_mapping(row.kind, values["mapping"])
            row.confirmed_at = timezone.now()
        if not row.url:
            row.every = Every.BY_HAND
        row.next_fetch_at = timezone.now() + timedelta(hours=row.every) if row.every else None
        # What was read under another mapping says nothing about the next reading.
        row.http_etag = row.http_modified = ""
        row.save()
        AuditLog.record(actor, "feed.change", row)
    return row


def checked_mapping(kind: str, said: dict[str, str]) -> dict[str, str]:
    """The known part of it. Raises Invalid with the fields that are missing."""
    known = {name: str(path)[:150] for name, path in said.items() if name in fields_of(kind) and path}
    if SALARY in known:
        known.pop("amount_min", None), known.pop("amount_max", None)
    missing = [name for name in (EXTERNAL_ID, "title", "description") if name not in known]
    if missing:
        raise Invalid(fields={name: [_("Choose the field of the source.")] for name in missing})
    return known


def delete(actor, feed: Feed) -> None:
    """Forget the feed and its imports; the publications stay, and belong to nobody's feed. Raises Conflict."""
    from ..errors import AlreadyImporting

    if permissions.why_not_use(actor, feed) is not None and not _owner(actor, feed):
        raise Forbidden
    with transaction.atomic():
        row = Feed.objects.select_for_update().get(pk=feed.pk)
        if row.runs.filter(state__in=RunState.active()).exists():
            raise AlreadyImporting
        for run in row.runs.all():
            sources.drop(run)
        forget(row.sample)
        AuditLog.record(actor, "feed.delete", row)
        row.delete()


def _owner(actor, feed: Feed) -> bool:
    """Whoever lost the right to import may still tidy up."""
    return hasattr(actor, "recruiter") and actor.recruiter.company_id == feed.company_id
