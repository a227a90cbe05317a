from django.core.management.base import BaseCommand

from portal.core import outbox


class Command(BaseCommand):
    help = (
        "Try again what was given up: mails, notifications and changes of the index that could not be delivered for "
        "days. Mend what stood in the way first (the log names it)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--topic", default="", help='only these, as "mail.send"')

    def handle(self, *, topic: str, **options):
        revived = outbox.revive(topic)
        delivered = outbox.drain(limit=max(revived, outbox.DRAINED))
        self.stdout.write(f"{revived} given up before, {delivered} delivered now; the others are tried again as usual.")
