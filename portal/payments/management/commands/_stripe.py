"""What the commands about Stripe share."""

from django.core.management.base import BaseCommand, CommandError

from portal.payments.errors import ProviderDown
from portal.payments.gateways import stripe_api


class StripeCommand(BaseCommand):
    """Ends with an error when there is no key, or when Stripe does not answer."""

    def handle(self, *args, **options):
        if not stripe_api.configured():
            raise CommandError("STRIPE_SECRET_KEY is not set: there is nothing to ask")
        try:
            self.work(**options)
        except ProviderDown as error:
            raise CommandError(f"Stripe does not answer as it should: {error.__cause__ or error}") from error

    def work(self, **options) -> None:
        raise NotImplementedError
