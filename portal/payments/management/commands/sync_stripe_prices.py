from portal.payments.services import prices

from ._stripe import StripeCommand


class Command(StripeCommand):
    help = "Make Stripe's prices equal to our plans (portal/payments/plans.py). Twice is once."

    def work(self, **options):
        for line in prices.sync():
            self.stdout.write(line)
