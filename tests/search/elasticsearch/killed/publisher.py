"""Publishes, changes and withdraws, each in a transaction of its own; a process beside the test.

Says the number of each fiftieth publication, and goes on when it reads a line.
"""

import sys

import django

MANY, PART = 1000, 50


def main() -> None:
    django.setup()
    from django.db import transaction

    from portal.core.outbox import enqueue
    from portal.jobs.models import Publication
    from tests.factories.search import published

    def changed(pk: int) -> None:
        enqueue("publication.changed", {"id": pk})

    ids = []
    for number in range(1, MANY + 1):
        with transaction.atomic():
            ids.append(published(f"Soudeur {number}", indexed=False, skills=["TIG"]).pk)
            changed(ids[-1])
        if number % 5 == 0:
            with transaction.atomic():
                Publication.objects.filter(pk=ids[-3]).update(title=f"Boulangère {number}")
                changed(ids[-3])
        if number % 7 == 0:
            with transaction.atomic():
                Publication.objects.filter(pk=ids[-5]).update(live=False, status="withdrawn")
                changed(ids[-5])
        if number % PART == 0:
            print(number, flush=True)
            sys.stdin.readline()


if __name__ == "__main__":
    main()
