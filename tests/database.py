"""What keeps tests from seeing each other's rows, and what they see of a transaction's end."""

import re
from contextlib import contextmanager
from functools import wraps

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

SNAPSHOT_PREFIX = "as_migrated_"

#: Written by Django, Wagtail and axes on their own account while a page is only read.
MAY_BE_WRITTEN_ON_GET = (
    "django_session",
    "axes_",
    "wagtailusers_userprofile",
    "wagtailadmin_editingsession",
    "wagtailcore_pagesubscription",
    # A picture's sizes are made when they are first shown.
    "wagtailimages_rendition",
)
_WRITE = re.compile(r"""\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+["`]?(\w+)""", re.IGNORECASE)


def written_table(sql):
    """The table a statement writes, or None: `'UPDATE "jobs_offer" SET …'` gives `'jobs_offer'`."""
    match = _WRITE.match(sql)
    return match[1] if match else None


@contextmanager
def no_writes(what):
    """Fail if the block writes a row of the domain."""
    writes = []

    def watch(execute, sql, params, many, context):
        table = written_table(sql)
        if table and not table.startswith(MAY_BE_WRITTEN_ON_GET):
            writes.append(sql[:300])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    if writes:
        raise AssertionError(f"{what} must write nothing, but did:\n" + "\n".join(writes))


# --- on_commit ------------------------------------------------------------------------------------------------------
def run_commit_hooks_in_tests():
    """Run `on_commit` callbacks when the code's outermost atomic block ends inside a test's own transaction.

    Django drops them in tests because that transaction never commits; what a person would see (mails, notifications)
    would never happen. Callbacks of a rolled back block are still dropped.
    """
    original_on_commit, original_exit = BaseDatabaseWrapper.on_commit, transaction.Atomic.__exit__

    @wraps(original_on_commit)
    def on_commit(self, func, robust=False):
        original_on_commit(self, func, robust)
        _run_hooks_if_only_the_test_is_open(self)

    @wraps(original_exit)
    def __exit__(self, exc_type, exc_value, traceback):
        original_exit(self, exc_type, exc_value, traceback)
        if not self._from_testcase:
            _run_hooks_if_only_the_test_is_open(transaction.get_connection(self.using))

    BaseDatabaseWrapper.on_commit, transaction.Atomic.__exit__ = on_commit, __exit__


def _run_hooks_if_only_the_test_is_open(wrapper):
    only_the_test = wrapper.atomic_blocks and all(block._from_testcase for block in wrapper.atomic_blocks)
    if not wrapper.in_atomic_block or not only_the_test or wrapper.needs_rollback:
        return
    hooks, wrapper.run_on_commit = wrapper.run_on_commit, []
    for _, function, _robust in hooks:
        function()


# --- Transactional tests --------------------------------------------------------------------------------------------
def write_roles():
    """Groups and permissions are not the migrations' but `sync_roles`'s; every test may rely on them."""
    if "sync_roles" in get_commands():
        call_command("sync_roles", verbosity=0)


def keep_migrated_rows():
    """Copy every table that has rows, so that `restore_migrated_rows` can bring them back."""
    with connection.cursor() as cursor:
        for table in _tables(cursor):
            copy = connection.ops.quote_name(SNAPSHOT_PREFIX + table)
            name = connection.ops.quote_name(table)
            cursor.execute(f"DROP TABLE IF EXISTS {copy}")
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {name})")
            if cursor.fetchone()[0]:
                cursor.execute(f"CREATE TABLE {copy} AS SELECT * FROM {name}")


def restore_migrated_rows():
    """Empty the database and put back what `keep_migrated_rows` copied, keys included."""
    call_command(
        "flush", verbosity=0, interactive=False, reset_sequences=False, allow_cascade=False, inhibit_post_migrate=True
    )
    with connection.cursor() as cursor, transaction.atomic():
        existing = set(connection.introspection.table_names(cursor))
        for table in _tables(cursor):
            if SNAPSHOT_PREFIX + table in existing:
                _copy_back(cursor, table)
    ContentType.objects.clear_cache()


def _copy_back(cursor, table):
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in _writable_columns(cursor, table))
    cursor.execute(f"INSERT INTO {quote(table)} ({columns}) SELECT {columns} FROM {quote(SNAPSHOT_PREFIX + table)}")


def _tables(cursor):
    return sorted(connection.introspection.django_table_names(only_existing=True, include_views=False))


def _writable_columns(cursor, table):
    """Column names in order, without those the database computes."""
    if connection.vendor == "sqlite":
        cursor.execute(f"PRAGMA table_xinfo({connection.ops.quote_name(table)})")
        return [row[1] for row in cursor.fetchall() if row[6] == 0]
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]
