"""A migrated SQLite database is made once and copied into the memory of each test process.

Migrations take ten seconds, the copy a tenth of one. The copy is of these migrations and packages: whatever changes
them makes another.
"""

import hashlib
import os
import sqlite3
import sys
from pathlib import Path

from django.conf import settings
from django.db.backends.sqlite3.creation import DatabaseCreation

FOLDER = settings.BASE_DIR / "var" / "tests"
#: Other checkouts have folders of their own; a few branches of one share this.
MOST = 8


def install() -> None:
    original = DatabaseCreation.create_test_db

    def create_test_db(self, verbosity=1, autoclobber=False, serialize=True, keepdb=False):
        if not self.is_in_memory_db(self._get_test_db_name()):
            return original(self, verbosity, autoclobber, serialize, keepdb)
        copy = FOLDER / f"migrated-{_fingerprint()}.sqlite3"
        if not copy.exists():
            name = original(self, verbosity, autoclobber, serialize, keepdb)
            _write(self.connection, copy)
            return name
        self._create_test_db(verbosity, autoclobber, keepdb)
        self.connection.close()
        name = self._get_test_db_name()
        settings.DATABASES[self.connection.alias]["NAME"] = self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        with sqlite3.connect(copy) as source:
            source.backup(self.connection.connection)
        source.close()
        return name

    DatabaseCreation.create_test_db = create_test_db


def _fingerprint() -> str:
    digest = hashlib.sha256(sys.version.encode())
    files = [path for room in ("portal", "search") for path in (settings.BASE_DIR / room).rglob("migrations/**/*")]
    for path in sorted([settings.BASE_DIR / "requirements.txt", *files]):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _write(connection, copy: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in sorted(FOLDER.glob("migrated-*.sqlite3"), key=os.path.getmtime)[: -MOST + 1]:
        old.unlink(missing_ok=True)
    # Workers may write at once: each its own file, and the last one stays.
    written = copy.with_suffix(f".{os.getpid()}")
    target = sqlite3.connect(written)
    connection.connection.backup(target)
    target.close()
    written.replace(copy)
