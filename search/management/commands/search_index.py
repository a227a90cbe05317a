"""`manage.py search_index rebuild|check`: write the whole index again, or compare it with the database."""

import time

from django.core.management.base import BaseCommand, CommandError

from search import candidates
from search.indexing import BATCH, bulk_index, indexable, stale
from search.models import SearchDocument


class Command(BaseCommand):
    help = "Write the whole search index again, or compare it with the database."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["rebuild", "check"])
        parser.add_argument("--mend", action="store_true", help="check: write again what differs")

    def handle(self, *, action: str, mend: bool, **options):
        if action == "rebuild":
            self.rebuild()
        else:
            self.check_index(mend)

    def rebuild(self) -> None:
        # Documents of publications that are no longer public are among the ids: they are removed.
        ids = sorted({*indexable().values_list("pk", flat=True), *SearchDocument.objects.values_list("pk", flat=True)})
        started, done, written = time.monotonic(), 0, 0
        for start in range(0, len(ids), BATCH):
            chunk = ids[start : start + BATCH]
            written += bulk_index(chunk)
            done += len(chunk)
            rate = done / max(time.monotonic() - started, 0.001)
            self.stdout.write(f"{done:,} of {len(ids):,} publications, {rate:,.0f} a second")
        written += candidates.rebuild()
        self.stdout.write(self.style.SUCCESS(f"{written:,} documents in {time.monotonic() - started:.1f} s"))

    def check_index(self, mend: bool) -> None:
        differing = list(stale())
        if not differing:
            self.stdout.write(self.style.SUCCESS("The index equals the database."))
        elif mend:
            bulk_index(differing)
            self.stdout.write(self.style.SUCCESS(f"{len(differing):,} documents written again."))
        else:
            shown = ", ".join(map(str, differing[:20]))
            raise CommandError(f"{len(differing):,} documents differ ({shown}…): run `search_index check --mend`.")
