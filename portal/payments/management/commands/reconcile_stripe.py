from portal.payments.services import reconciling

from ._stripe import StripeCommand


class Command(StripeCommand):
    help = "Compare payments and subscriptions with Stripe, and mend what differs."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="say what differs and change nothing")
        parser.add_argument(
            "--days", type=int, default=reconciling.DAYS, help="how far back events are read (30 at most)"
        )

    def work(self, **options):
        said = reconciling.reconcile(mend=not options["dry_run"], days=options["days"])
        for line in said:
            self.stdout.write(line)
        self.stdout.write(f"{len(said)} differences")
