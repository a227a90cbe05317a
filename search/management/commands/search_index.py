"""`manage.py search_index rebuild|check`: write the indexes again, or mend what differs from the database."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from search import building, candidates, indexing, tasks
from search.models import SearchDocument
from search.pending import note, waiting

from ._progress import Progress

INDEXES = ("all", "database", "elasticsearch")


class Command(BaseCommand):
    help = (
        "Write the search indexes again, or compare them with the database and mend what differs: the database's own, "
        "which answers while Elasticsearch does not, and Elasticsearch's where ELASTICSEARCH_URL is set."
    )

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["rebuild", "check"])
        parser.add_argument("--index", choices=INDEXES, default="all", help="one of the two")
        parser.add_argument("--processes", type=int, help="rebuild: how many make Elasticsearch's documents")
        parser.add_argument("--dry-run", action="store_true", help="check: only say what differs; the exit code is 1")

    def handle(self, *, action: str, index: str, processes: int | None, dry_run: bool, **options):
        mend, self.differing = not dry_run, []
        if index == "elasticsearch" and not settings.ELASTICSEARCH_URL:
            raise CommandError("ELASTICSEARCH_URL is not set.")
        if processes is not None and processes < 1:
            raise CommandError("--processes is at least 1.")
        if index != "elasticsearch":
            self.rebuild_database() if action == "rebuild" else self.check_database(mend)
        if index != "database" and settings.ELASTICSEARCH_URL:
            from search.backends.elasticsearch.client import ElasticsearchFailed

            try:
                self.rebuild_elasticsearch(processes) if action == "rebuild" else self.check_elasticsearch(mend)
            except ElasticsearchFailed as reason:
                raise CommandError(f"Elasticsearch: {reason}") from reason
        if self.differing:
            raise CommandError(" ".join([*self.differing, "`search_index check` mends them."]))

    def rebuild_database(self) -> None:
        # Documents of publications that are no longer public are among the ids: they are removed.
        public, written = building.indexable().values_list("pk", flat=True), 0
        ids = sorted({*public, *SearchDocument.objects.values_list("pk", flat=True)})
        started, progress = time.monotonic(), Progress(self.stdout, "Database")
        for start in range(0, len(ids), indexing.BATCH):
            chunk = ids[start : start + indexing.BATCH]
            written += indexing.rewrite(chunk)
            progress(start + len(chunk), len(ids))
        written += candidates.rebuild()
        tasks.count_words()
        self.stdout.write(self.style.SUCCESS(f"{written:,} documents in {time.monotonic() - started:.1f} s"))

    def rebuild_elasticsearch(self, processes: int | None) -> None:
        from search.backends.elasticsearch import rebuild

        started = time.monotonic()
        try:
            written = rebuild.rebuild(Progress(self.stdout, "Elasticsearch"), processes=processes)
        except rebuild.RebuildRunning as name:
            raise CommandError(f"A rebuild is under way ({name}); one that died is replaced after 5 minutes.") from None
        seconds = time.monotonic() - started
        self.stdout.write(self.style.SUCCESS(f"{written:,} documents of Elasticsearch in {seconds:.1f} s"))

    def check_database(self, mend: bool) -> None:
        differing, people = list(indexing.stale()), list(candidates.stale())
        if mend:
            for start in range(0, len(differing), indexing.BATCH):
                indexing.rewrite(differing[start : start + indexing.BATCH])
            note(differing)
            for pk in people:
                candidates.reindex(pk)
        self.report("The index of candidates", people, mend)
        self.report("The index", differing, mend)

    def check_elasticsearch(self, mend: bool) -> None:
        from search.backends.elasticsearch import checking

        differing = checking.differing()
        if differing and mend:
            checking.mend(differing)
            if left := checking.still_differing(differing):
                raise CommandError(f"{len(left):,} documents still differ: run `search_index rebuild`.")
        self.report("The index of Elasticsearch", differing, mend)
        if waiting():
            raise CommandError(f"{waiting():,} changes wait to be written.")

    def report(self, name: str, differing: list[int], mended: bool) -> None:
        if not differing:
            self.stdout.write(self.style.SUCCESS(f"{name} equals the database."))
        elif mended:
            self.stdout.write(self.style.SUCCESS(f"{name}: {len(differing):,} documents written again."))
        else:
            shown = ", ".join(map(str, differing[:20]))
            self.differing.append(f"{name}: {len(differing):,} documents differ ({shown}…).")
