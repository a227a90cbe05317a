from django.core.management.base import CommandError

from portal.payments.services import prices

from ._stripe import StripeCommand


class Command(StripeCommand):
    help = "Compare Stripe's prices and webhook with ours; ends with an error when they differ. Changes nothing."

    def work(self, **options):
        wrong = prices.check()
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("Prices and webhook are as they should be.")
