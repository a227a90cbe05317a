"""Reading what was logged (003 §16): logins, acts, errors and API timings, one after the other or together.

Rooms say what their acts are called, in their `audit.py`::

    declare({"account.disabled": _("Account disabled")})
    declare({"account.login_failed": _("Login failed")}, login=True, level=Level.WARNING)
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q, TextChoices, Value
from django.utils.translation import gettext_lazy as _

from .models import ApiTiming, AuditLog, ErrorLog
from .statistics import Period


class Kind(TextChoices):
    LOGIN = "login", _("Logins")
    ACTION = "action", _("Acts")
    ERROR = "error", _("Errors")
    TIMING = "timing", _("API timings")


class Level(TextChoices):
    INFO = "info", _("Information")
    WARNING = "warning", _("Warning")
    ERROR = "error", _("Error")


_words: dict[str, str] = {}
_levels: dict[str, Level] = {}
_logins: set[str] = set()


def declare(words: dict[str, str], *, login: bool = False, level: Level = Level.INFO) -> None:
    """What acts are called; whether they are logins; how much they should be looked at."""
    _words.update(words)
    _levels.update(dict.fromkeys(words, level))
    if login:
        _logins.update(words)


def word_of(action: str) -> str:
    """What an act is called; its code when nobody said."""
    return str(_words.get(action, action))


@dataclass(frozen=True)
class Asked:
    """What to read. Empty values ask nothing; `user` is an account's id, `words` a part of an act or address."""

    kinds: tuple[Kind, ...] = tuple(Kind)
    period: Period = field(default_factory=Period)
    user: int | None = None
    level: str = ""
    words: str = ""


@dataclass(frozen=True)
class Entry:
    """One line, of whichever kind; what a kind does not have is None."""

    kind: Kind
    pk: int
    at: datetime
    level: Level
    message: str
    user: object = None
    action: str | None = None
    target_type: str | None = None
    target_id: str | None = None
    address: str | None = None
    details: dict | None = None
    request_id: str | None = None
    method: str | None = None
    route: str | None = None
    status: int | None = None
    duration_ms: float | None = None
    queries: int | None = None
    queries_ms: float | None = None
    error: str | None = None
    trace: str | None = None


class Log:
    """The lines that were asked for, newest first: `count()` and slices, which is what paginators take."""

    def __init__(self, asked: Asked):
        self.asked = asked
        self.rows = {kind: _chosen(kind, asked) for kind in asked.kinds}

    def count(self) -> int:
        return self._together("pk").count()

    __len__ = count

    def __getitem__(self, part: slice) -> list[Entry]:
        """One query for one kind, else one to find the lines and one a table to read them."""
        if len(self.rows) == 1:
            ((kind, rows),) = self.rows.items()
            return [_entry(kind, row) for row in _with_people(kind, rows).order_by("-at", "-pk")[part]]
        return _loaded(list(self._together("pk", "at").order_by("-at", "-id")[part]))

    def _together(self, *columns: str):
        first, *others = (
            rows.order_by().annotate(of_kind=Value(kind.value)).values_list("of_kind", *columns)
            for kind, rows in self.rows.items()
        )
        return first.union(*others, all=True) if others else first


def _loaded(found: list[tuple]) -> list[Entry]:
    rows = {}
    for model in {_model(kind) for kind, _pk, _at in found}:
        mine = [(kind, pk) for kind, pk, _at in found if _model(kind) is model]
        loaded = _with_people(mine[0][0], model.objects.all()).in_bulk([pk for _kind, pk in mine])
        rows.update({(model, pk): row for pk, row in loaded.items()})
    lines = [(Kind(kind), rows.get((_model(kind), pk))) for kind, pk, _at in found]
    return [_entry(kind, row) for kind, row in lines if row is not None]


def _model(kind: str):
    return {Kind.ERROR: ErrorLog, Kind.TIMING: ApiTiming}.get(kind, AuditLog)


def _with_people(kind: str, rows):
    return rows.select_related("actor" if _is_audit(kind) else "user")


def _is_audit(kind: str) -> bool:
    return kind in (Kind.LOGIN, Kind.ACTION)


def _chosen(kind: Kind, asked: Asked):
    rows = _model(kind).objects.filter(asked.period.of("at"))
    if kind == Kind.LOGIN:
        rows = rows.filter(action__in=_logins)
    elif kind == Kind.ACTION:
        rows = rows.exclude(action__in=_logins)
    if asked.user is not None:
        rows = rows.filter(**{"actor_id" if _is_audit(kind) else "user_id": asked.user})
    if asked.level:
        rows = rows.filter(_of_level(kind, asked.level))
    return rows.filter(_with_words(kind, asked.words)) if asked.words else rows


def _of_level(kind: Kind, level: str) -> Q:
    nothing = Q(pk__in=())
    if kind == Kind.ERROR:
        return Q() if level == Level.ERROR else nothing
    if kind == Kind.TIMING:
        return {
            Level.INFO: Q(status__lt=400),
            Level.WARNING: Q(status__gte=400, status__lt=500),
            Level.ERROR: Q(status__gte=500),
        }[level]
    if level == Level.INFO:
        return ~Q(action__in=[action for action, known in _levels.items() if known != Level.INFO])
    return Q(action__in=[action for action, known in _levels.items() if known == level])


def _with_words(kind: Kind, words: str) -> Q:
    if _is_audit(kind):
        named = [action for action, word in _words.items() if words.casefold() in str(word).casefold()]
        return Q(action__in=named) | Q(action__icontains=words) | Q(target_type__icontains=words)
    found = Q(route__icontains=words) | Q(request_id=words)
    return found | Q(error__icontains=words) if kind == Kind.ERROR else found


def _entry(kind: Kind, row) -> Entry:
    if _is_audit(kind):
        return Entry(
            kind,
            row.pk,
            row.at,
            _levels.get(row.action, Level.INFO),
            word_of(row.action),
            user=row.actor,
            action=row.action,
            target_type=row.target_type or None,
            target_id=row.target_id or None,
            address=row.address,
            details=row.details,
        )
    seen = {
        "user": row.user,
        "request_id": row.request_id or None,
        "method": row.method or None,
        "route": row.route,
        "status": row.status,
    }
    where = f"{row.method} {row.route}".strip()
    if kind == Kind.ERROR:
        message = f"{row.error.rpartition('.')[2] or row.status}, {where}"
        return Entry(kind, row.pk, row.at, Level.ERROR, message, **seen, error=row.error or None, trace=row.trace)
    level = Level.ERROR if row.status >= 500 else Level.WARNING if row.status >= 400 else Level.INFO
    cost = {"duration_ms": row.duration_ms, "queries": row.queries, "queries_ms": row.queries_ms}
    return Entry(kind, row.pk, row.at, level, f"{where} {row.status}", **seen, **cost)


def recent_counts(since: datetime) -> dict[str, int]:
    """Failed logins, lockouts and the like, by act, and errors. Two queries."""
    watched = [action for action, level in _levels.items() if level != Level.INFO]
    counted = AuditLog.objects.filter(at__gte=since, action__in=watched).order_by().values_list("action")
    return {**dict.fromkeys(watched, 0), **dict(counted.annotate(Count("pk"))), "errors": _errors(since)}


def _errors(since: datetime) -> int:
    return ErrorLog.objects.filter(at__gte=since).count()
