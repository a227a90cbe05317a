from django.core.management.base import BaseCommand

from portal.demo import loading
from portal.demo.scale import scale_up


class Command(BaseCommand):
    help = (
        "Load the demo: accounts, publications in every state, applications, payments, pages. "
        "A second run changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--scale",
            type=int,
            default=0,
            metavar="N",
            help="also have N generated, public publications for load tests (no history in Wagtail); "
            "asked again, it only adds what is missing to N",
        )

    def handle(self, *args, scale: int = 0, verbosity: int = 1, **options):
        made = loading.load()
        if verbosity:
            words = f"{made} publications loaded." if made else "The demo is loaded already: nothing changed."
            self.stdout.write(words)
        if scale:
            self._scale(scale, verbosity)

    def _scale(self, wanted: int, verbosity: int) -> None:
        added = scale_up(wanted)
        if verbosity:
            self.stdout.write(f"{added} generated publications added, {wanted} in all.")
