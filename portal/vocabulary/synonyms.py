"""What means the same, from the groups that editors write and the other names of skills. The only home of synonyms."""

import time
from collections import defaultdict

from django.core.cache import caches
from django.db import transaction

from .models import SkillAlias, SynonymGroup

#: Cache key of a value that changes with every edit.
VERSION = "vocabulary:synonyms"
#: Without a shared cache, the other processes see an edit after so long.
SECONDS = 60


def groups() -> list[list[str]]:
    """The words of each group, in two statements."""
    aliases = defaultdict(list)
    for skill, name in SkillAlias.objects.order_by("pk").values_list("skill__name", "name"):
        aliases[skill].append(name)
    written = [group.listed() for group in SynonymGroup.objects.order_by("pk")]
    return written + [[skill, *names] for skill, names in aliases.items()]


def version() -> int:
    """A number to keep what is made of the groups by: another one means to read them again."""
    cache = caches["content"]
    known = cache.get(VERSION)
    if known is None:
        cache.set(VERSION, known := time.time_ns(), SECONDS)
    return known


def forget(**kwargs) -> None:
    """The groups have changed; a signal handler too."""
    transaction.on_commit(lambda: caches["content"].set(VERSION, time.time_ns(), SECONDS))
