"""Feeds that companies fill us from, what each item became, and every run with what was wrong in it."""

from django.conf import settings
from django.core.files.storage import Storage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.files import private_path, private_storage
from portal.core.models import TimeStamped
from portal.jobs.models import Kind, Publication

from .fields import LONGEST_ID
from .incoming.readers import Shape


def storage() -> Storage:
    return private_storage()


class Format(models.TextChoices):
    JSON = "json", "JSON"
    XML = "xml", "XML"
    CSV = "csv", "CSV"


class Every(models.IntegerChoices):
    """Hours between two readings of an address."""

    BY_HAND = 0, _("Only when I ask")
    SIX_HOURS = 6, _("Every six hours")
    DAY = 24, _("Every day")
    WEEK = 168, _("Every week")


class FeedQuerySet(models.QuerySet):
    def of(self, user):
        """The feeds of the user's company, newest first; nobody else's."""
        if not hasattr(user, "recruiter"):
            return self.none()
        return self.filter(company_id=user.recruiter.company_id).order_by("-created_at", "-id")

    def due(self, now=None):
        """Those to read again now."""
        ready = self.filter(confirmed_at__isnull=False, every__gt=0).exclude(url="")
        return ready.filter(next_fetch_at__lte=now or timezone.now()).order_by("next_fetch_at", "id")


class Feed(TimeStamped):
    """A source of publications of one kind: an address or files, and how its fields become ours.

    `mapping` is {name of our field: path in an item}; `confirmed_at` says that a person saw what it makes of the first
    items. Without it nothing is imported.
    """

    company = models.ForeignKey("accounts.Company", on_delete=models.PROTECT, related_name="feeds")
    recruiter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="feeds",
        verbose_name=_("recruiter"),
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OFFER)
    url = models.URLField(_("address"), max_length=500, blank=True)
    every = models.PositiveSmallIntegerField(_("how often it is read"), choices=Every, default=Every.BY_HAND)
    complete = models.BooleanField(_("everything is in it"), default=False)
    format = models.CharField(max_length=4, choices=Format)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    item_path = models.CharField(max_length=200, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    sample = models.FileField(storage=storage, upload_to=private_path, max_length=200, blank=True)
    next_fetch_at = models.DateTimeField(null=True, blank=True)
    http_etag = models.CharField(max_length=200, blank=True)
    http_modified = models.CharField(max_length=60, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        indexes = [
            models.Index(fields=["next_fetch_at", "id"], condition=models.Q(every__gt=0), name="feed_due"),
        ]

    def __str__(self):
        return self.name

    @property
    def shape(self) -> Shape:
        """How its sources are read."""
        return Shape(self.format, self.encoding or "utf-8", self.delimiter, self.item_path)


class FeedItem(models.Model):
    """An item of a company's feeds and the publication it became.

    `digest` is of what was last taken over: the same again writes nothing. `ended_at` says that the feed ended the
    publication; an end by a person is the publication's alone, and the feed does not undo it.
    """

    company = models.ForeignKey("accounts.Company", on_delete=models.CASCADE, related_name="feed_items")
    feed = models.ForeignKey(Feed, null=True, on_delete=models.SET_NULL, related_name="items")
    external_id = models.CharField(max_length=LONGEST_ID)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="feed_items")
    digest = models.CharField(max_length=32)
    ended_at = models.DateTimeField(null=True, blank=True)
    missing_in = models.ForeignKey("feeds.ImportRun", null=True, on_delete=models.SET_NULL, related_name="missing")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["company", "external_id"], name="feed_item_once_a_company"),
        ]

    def __str__(self):
        return self.external_id


class RunState(models.TextChoices):
    UPLOADED = "uploaded", _("Waiting for you to confirm the fields")
    QUEUED = "queued", _("Waiting to begin")
    READING = "reading", _("Reading the source")
    WRITING = "writing", _("Importing")
    CLOSING = "closing", _("Closing what is gone")
    AWAITING = "awaiting", _("Waiting for your decision")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Stopped")

    @classmethod
    def active(cls):
        return (cls.QUEUED, cls.READING, cls.WRITING, cls.CLOSING)


class Trigger(models.TextChoices):
    PERSON = "person", _("By hand")
    CLOCK = "clock", _("By the clock")
    COMMAND = "command", _("By an administrator")


class ImportRunQuerySet(models.QuerySet):
    def active(self):
        return self.filter(state__in=RunState.active())

    def unattended(self, now=None):
        """Active, and nobody is at it: never begun, or whoever was at it is gone."""
        now = now or timezone.now()
        return self.active().filter(models.Q(leased_until__isnull=True) | models.Q(leased_until__lt=now))


class ImportRun(models.Model):
    """One import of a feed, a few items a transaction: `offset` moves with what was written, never without.

    `source` is what was sent or fetched, `prepared` the same as one line of JSON an item (portal.feeds.incoming).
    Whoever works at it holds a lease, so that a worker that died is replaced.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="runs")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    trigger = models.CharField(max_length=8, choices=Trigger, default=Trigger.PERSON)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.QUEUED)
    source = models.FileField(storage=storage, upload_to=private_path, max_length=200, blank=True)
    http_etag = models.CharField(max_length=200, blank=True)
    http_modified = models.CharField(max_length=60, blank=True)
    #: The page of the source to be read next, and why one was not read.
    next_url = models.TextField(blank=True)
    unread = models.TextField(blank=True)
    #: The source said that it was as the last time: nothing was read.
    same = models.BooleanField(default=False)
    source_name = models.CharField(max_length=150, blank=True)
    source_size = models.PositiveBigIntegerField(default=0)
    bytes_read = models.PositiveBigIntegerField(default=0)
    prepared = models.FileField(storage=storage, upload_to=private_path, max_length=200, blank=True)
    offset = models.PositiveBigIntegerField(default=0)

    total = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)
    past = models.PositiveIntegerField(default=0)
    left_alone = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    #: Whether every item up to the end was read and has its identifier: only then may something be gone.
    whole = models.BooleanField(default=False)

    failure = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=32, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.UniqueConstraint(
                fields=["feed"],
                condition=models.Q(state__in=("queued", "reading", "writing", "closing")),
                name="one_import_of_a_feed_at_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["leased_until"],
                condition=models.Q(state__in=("queued", "reading", "writing", "closing")),
                name="import_active",
            ),
            models.Index(fields=["feed", "-created_at", "-id"], name="import_of_feed"),
        ]

    def __str__(self):
        return f"{self.feed} {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_active(self) -> bool:
        return self.state in RunState.active()

    @property
    def percent_read(self) -> int:
        return min(100, 100 * self.bytes_read // self.source_size) if self.source_size else 0

    @property
    def done(self) -> int:
        """How many items the present part of the work is through, of `of`."""
        return self.closed if self.state == RunState.CLOSING else self.seen

    @property
    def of(self) -> int:
        return self.gone if self.state == RunState.CLOSING else self.total


class ImportPage(models.Model):
    """A page of a source after its first one (`ImportRun.source`), kept until the import is over; `number` from 2."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    url = models.TextField()
    file = models.FileField(storage=storage, upload_to=private_path, max_length=200)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="page_of_import_once")]

    def __str__(self):
        return f"{self.run_id} {self.number}"


class ImportProblem(models.Model):
    """Something wrong with one item: where it is and in which field. A warning kept nothing from being imported."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="problems")
    number = models.PositiveIntegerField()
    #: Of the source; `line` and `position` are in it.
    page = models.PositiveIntegerField(default=1)
    line = models.PositiveIntegerField()
    position = models.PositiveBigIntegerField()
    external_id = models.CharField(max_length=LONGEST_ID, blank=True)
    field = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=200, blank=True)
    message = models.CharField(max_length=500)
    warning = models.BooleanField(default=False)

    class Meta:
        ordering = ["number", "id"]
        indexes = [models.Index(fields=["run", "number", "id"], name="problem_of_run")]

    def __str__(self):
        return f"{self.number} {self.field}: {self.message}"
