"""Import a feed from the command line: a new one from a file or an address, or one that is known."""

import json
from pathlib import Path

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError

from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.feeds import services
from portal.feeds.models import Feed, ImportRun, RunState, Trigger
from portal.feeds.previews import previews
from portal.feeds.report import rows_of
from portal.jobs.models import Kind

FIGURES = ("created", "changed", "unchanged", "refused", "waiting", "past", "left_alone", "gone", "closed")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="JSON, XML or CSV; default: the feed's address")
        parser.add_argument("--feed", type=int, help="the number of a known feed")
        parser.add_argument("--recruiter", help="email of the recruiter of a new feed, or who imports a known one")
        parser.add_argument("--name", default="", help="of a new feed")
        parser.add_argument("--kind", default=Kind.OFFER, choices=Kind.values)
        parser.add_argument("--url", default="", help="https:// address of a new feed")
        parser.add_argument("--every", type=int, default=0, help="hours between two readings of the address")
        parser.add_argument("--complete", action="store_true", help="what is not in it is closed")
        parser.add_argument("--mapping", type=Path, help="JSON file: {our field: field of the source}")
        parser.add_argument("--dry-run", action="store_true", help="show what becomes of the first items, keep nothing")
        parser.add_argument("--close-gone", action="store_true", help="yes to more than 30 %% gone at once")
        parser.add_argument("--report", type=Path, help="write every problem to this CSV file")

    def handle(self, *args, **options):
        try:
            self._import(options)
        except DomainError as error:
            raise CommandError(self._said(error)) from error
        except OSError as error:
            raise CommandError(str(error)) from error

    def _import(self, options) -> None:
        feed, new = self._feed(options)
        actor = self._actor(options) or feed.recruiter
        self._show(feed)
        if options["dry_run"]:
            if new:
                services.feeds.delete(actor, feed)
            return
        if new or options["mapping"]:
            services.feeds.change(actor, feed, mapping=self._mapping(options) or feed.mapping)
        run = self._run(actor, feed, None if new else options["file"])
        if run.state == RunState.AWAITING and options["close_gone"]:
            run = services.runs.decide(actor, run, close=True, launched=False)
            run = self._watched(run)
        self._tell(run, options["report"])

    def _feed(self, options) -> tuple[Feed, bool]:
        if options["feed"]:
            feed = Feed.objects.select_related("company", "recruiter").filter(pk=options["feed"]).first()
            if feed is None:
                raise CommandError(f"There is no feed {options['feed']}.")
            return feed, False
        actor = self._actor(options)
        if actor is None or bool(options["file"]) == bool(options["url"]):
            raise CommandError("A new feed needs --recruiter, and a file or --url.")
        wanted = {name: options[name] for name in ("kind", "every", "complete", "url")}
        name = options["name"] or (options["file"].name if options["file"] else options["url"])
        if not options["file"]:
            return services.feeds.create(actor, name=name, **wanted), True
        with options["file"].open("rb") as file:
            return services.feeds.create(actor, name=name, file=File(file, options["file"].name), **wanted), True

    def _actor(self, options) -> User | None:
        if not options["recruiter"]:
            return None
        found = User.objects.filter(email__iexact=options["recruiter"]).first()
        if found is None:
            raise CommandError(f"Nobody has the address {options['recruiter']}.")
        return found

    def _mapping(self, options) -> dict:
        if not options["mapping"]:
            return {}
        try:
            said = json.loads(options["mapping"].read_text(encoding="utf-8"))
        except ValueError as error:
            raise CommandError(f"{options['mapping']} is not JSON: {error}") from error
        if not isinstance(said, dict):
            raise CommandError(f"{options['mapping']} is not an object.")
        return said

    def _run(self, actor, feed: Feed, path: Path | None) -> ImportRun:
        if path is None:
            return self._watched(services.runs.start(actor, feed, trigger=Trigger.COMMAND, launched=False))
        with path.open("rb") as file:
            sent = File(file, path.name)
            run = services.runs.start(actor, feed, file=sent, trigger=Trigger.COMMAND, launched=False)
        return self._watched(run)

    def _watched(self, run: ImportRun) -> ImportRun:
        """Work at it here, a line of progress a second or so."""
        while not services.runs.work(run.pk, until=0, clock=lambda: 1):
            run.refresh_from_db()
            self.stderr.write(f"\r{run.get_state_display()} {run.done} / {run.of}", ending="")
        self.stderr.write("")
        run.refresh_from_db()
        return run

    def _show(self, feed: Feed) -> None:
        shown = previews(feed, services.feeds.first_items(feed), feed.mapping)
        self.stdout.write(
            f"{feed.get_format_display()}, {feed.encoding}: {json.dumps(feed.mapping, ensure_ascii=False)}"
        )
        for preview in shown:
            self.stdout.write(f"- {preview.item.external_id}: {preview.title}")
            for problem in preview.problems:
                self.stdout.write(f"    {problem['label']} {problem['message']}")

    def _tell(self, run: ImportRun, report: Path | None) -> None:
        if report:
            with report.open("w", encoding="utf-8", newline="") as file:
                file.writelines(rows_of(run))
        figures = ", ".join(f"{name} {getattr(run, name)}" for name in FIGURES if getattr(run, name))
        self.stdout.write(f"{run.get_state_display()}: {figures or 'nothing to do'}")
        if run.state == RunState.FAILED:
            raise CommandError(run.failure)
        if run.state == RunState.AWAITING:
            raise CommandError("More than 30 % is gone: nothing was closed. Say --close-gone, or decide on the site.")

    @staticmethod
    def _said(error: DomainError) -> str:
        fields = [f"{name}: {message}" for name, messages in error.fields.items() for message in messages]
        return "; ".join(fields) or str(error.message)
