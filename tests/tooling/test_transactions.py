"""Rows of the migrations survive a transactional test, and `on_commit` callbacks run in ordinary ones."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Locale, Page, Workflow

from tests import database


@pytest.fixture(scope="module")
def counted_before(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return count_rows()


def count_rows():
    """`{table: number of rows}` of every table Django would flush."""
    with connection.cursor() as cursor:
        counts = {}
        for table in database._tables(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
        return counts


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_transactional_test_finds_what_the_migrations_wrote_and_nothing_of_the_one_before(counted_before, turn):
    assert count_rows() == counted_before
    assert Page.objects.filter(depth=1).exists()
    assert Permission.objects.exists()
    assert ContentType.objects.get_for_model(Page).pk
    Workflow.objects.create(name="left behind")
    Page.objects.filter(depth__gt=1).delete()
    Locale.objects.create(language_code="en")


@pytest.mark.django_db(transaction=True)
def test_a_row_added_after_the_restoration_gets_a_free_key():
    database.restore_migrated_rows()
    kept = set(Workflow.objects.values_list("pk", flat=True))
    assert Workflow.objects.create(name="new").pk not in kept


@pytest.mark.django_db
class TestOnCommit:
    def test_runs_at_the_end_of_the_outermost_block(self):
        seen = []
        with transaction.atomic():
            with transaction.atomic():
                transaction.on_commit(lambda: seen.append("ran"))
            assert seen == []
        assert seen == ["ran"]

    def test_runs_at_once_outside_of_a_block(self):
        seen = []
        transaction.on_commit(lambda: seen.append("ran"))
        assert seen == ["ran"]

    def test_is_dropped_with_its_block(self):
        seen = []

        def fail_after_registering():
            with transaction.atomic():
                transaction.on_commit(lambda: seen.append("ran"))
                raise ValueError

        with transaction.atomic():
            with pytest.raises(ValueError):
                fail_after_registering()
            transaction.on_commit(lambda: seen.append("the outer one"))
        assert seen == ["the outer one"]


@pytest.mark.django_db
class TestGetWritesNothing:
    def test_a_row_of_the_domain_fails(self):
        with (
            pytest.raises(AssertionError, match="GET /somewhere/ must write nothing"),
            database.no_writes("GET /somewhere/"),
        ):
            Workflow.objects.create(name="written while reading")

    def test_a_session_may_be_written(self, client):
        with database.no_writes("GET /somewhere/"):
            client.session.save()
