"""What the guard of GET requests takes for a write."""

import pytest

from tests.database import written_table


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('INSERT INTO "jobs_offer" ("id") VALUES (1)', "jobs_offer"),
        ("INSERT OR IGNORE INTO jobs_offer VALUES (1)", "jobs_offer"),
        ('UPDATE "jobs_publication" SET "views" = 1', "jobs_publication"),
        ('DELETE FROM "jobs_offer" WHERE 1', "jobs_offer"),
        ('SELECT * FROM "jobs_offer" FOR UPDATE', None),
        ("SAVEPOINT x", None),
    ],
)
def test_a_statement_names_the_table_it_writes(sql, table):
    assert written_table(sql) == table
