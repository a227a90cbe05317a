"""What alerts cost: distinct kept searches matched with one batch of new publications.

    python -m benchmarks.alerts [--searches 2500] [--new 20] [--database sqlite:///…]

Side by side, in a database that is thrown away:

- "floor": the same searches read from their rows and stepped on, two statements, nothing looked at;
- "first": a batch that no search can find, in a process that has not read the searches yet;
- "nothing": another one, which is what most minutes bring to most searches;
- "some": a batch that some find; what it takes above "nothing" is asking for those and writing their mails;
- "asked": the naive way, each search asked of the index (a sample of them), without any mail.

The ratios are what is compared over time: "nothing" to "floor", and "asked" to "nothing". Measured on two cores,
SQLite, 2,500 searches and 20 publications: 4 times the floor (first: 50 times), and a fiftieth of asking.
"""

import argparse
import os
import tempfile
import time
from itertools import islice, product

PROFESSIONS = (
    "infirmière", "comptable", "juriste", "développeur web", "cuisinier", "soudeuse", "graphiste", "opticien",
    "chargé de communication", "maçon", "aide-soignante", "professeur", "chauffeur livreur", "RH", "vendeuse",
)  # fmt: skip
TOWNS = ("Lyon", "Nantes", "Lille", "Bordeaux", "Paris", "Rennes", "Toulouse", "Strasbourg", "Brest", "Dijon")
FILTERS = (
    "", "&rayon=20", "&rayon=50", "&contrat=cdi", "&contrat=cdd&rayon=20", "&experience=1-3", "&teletravail=partial",
    "&montant=30000", "&competence=Excel", "&entreprise=Clinique", "&region=Bretagne", "&contrat=cdi&montant=25000",
    "&rayon=100&contrat=cdi&contrat=cdd", "&departement=69", "&teletravail=full&contrat=freelance",
    "&experience=5%2B&rayon=50", "&contrat=alternance",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--searches", type=int, default=2500)
    parser.add_argument("--new", type=int, default=20)
    parser.add_argument("--database", default="", help="default: SQLite; its tables are made, its alerts replaced")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="portal-alerts-") as folder:
        os.environ.update(
            DJANGO_SETTINGS_MODULE="benchmarks.settings",
            DATABASE_URL=options.database or f"sqlite:///{folder}/portal.sqlite3",
            VAR_DIR=folder,
            LOG_LEVEL="ERROR",
        )
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure(options)


def measure(options) -> None:
    from portal.discovery import matching, needs
    from portal.discovery.models import Alert, Frequency

    count = keep_searches(options.searches)
    print(f"{count} distinct searches, {options.new} new publications")
    # What a process loads once (places, synonyms, templates) is no part of a batch.
    publish(1, "Opticien", "Dijon")
    matching.run(Frequency.IMMEDIATE)
    Alert.objects.update(last_sent_at=None)
    needs.forget()
    floor = timed(lambda: step_only(matching.latest_number()))
    for name, title, town in (("first", "Dompteuse de puces", "Mende"), ("nothing", "Souffleur d'orgue", "Gap")):
        publish(options.new, title, town)
        seconds = timed(lambda: matching.run(Frequency.IMMEDIATE))
        print(f"{name:8} {seconds * 1000:8.1f} ms  {seconds / floor:6.1f} × floor ({floor * 1000:.1f} ms)")
    publish(options.new, "Infirmière diplômée", "Lyon")
    some = timed(lambda: matching.run(Frequency.IMMEDIATE))
    told = Alert.objects.filter(last_sent_at__isnull=False).count()
    print(f"some     {some * 1000:8.1f} ms  {told} mails, {(some - seconds) / max(told, 1) * 1000:.1f} ms each")
    asked = ask_each(min(200, count)) * count
    print(f"asked    {asked * 1000:8.1f} ms  {asked / seconds:6.1f} × nothing")


def timed(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def keep_searches(number: int) -> int:
    """Replace all alerts by immediate ones of this many different searches, each of a person of its own."""
    from django.utils import timezone

    from portal.discovery.models import Alert, Subscriber
    from portal.discovery.searches import read
    from portal.discovery.services.alerts import values_of

    Alert.objects.all().delete()
    ways = (f"q={words}&lieu={town}{rest}" for rest, town, words in product(FILTERS, TOWNS, PROFESSIONS))
    people = [Subscriber(email=f"p{each}@exemple.example") for each in range(number)]
    Subscriber.objects.bulk_create(people, ignore_conflicts=True)
    people = list(Subscriber.objects.order_by("pk")[:number])
    rows = [
        Alert(subscriber=person, confirmed_at=timezone.now(), **values_of(read("offer", way), "immediate"))
        for way, person in zip(islice(ways, number), people, strict=False)
    ]
    Alert.objects.bulk_create(rows, batch_size=500)
    return len({row.digest for row in rows})


def publish(number: int, title: str, town: str) -> None:
    """So many new publications of one title, in the index, and announced."""
    from django.db.models import Max
    from django.utils import timezone

    from portal.accounts.models import Company
    from portal.discovery.matching import latest_number
    from portal.discovery.models import Announcement
    from portal.jobs.models import KINDS, PublicationPlace
    from portal.vocabulary.places import find_place
    from search.indexing import bulk_index

    place, company = find_place(town), Company.objects.get_or_create(name="Les Lilas")[0]
    ids = []
    for each in range(number):
        row = KINDS["offer"](
            title=f"{title} {each}", company=company, description="<p>Rejoignez-nous.</p>", live=True,
            status="validated", first_published_at=timezone.now(), contract="cdi",
        )  # fmt: skip
        row.save()
        where = {"latitude": place.latitude, "longitude": place.longitude, "region": place.region}
        PublicationPlace.objects.create(
            publication=row, label=place.city, city=place.city, department=place.department, **where
        )
        ids.append(row.pk)
    bulk_index(ids)
    first = (Announcement.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    Announcement.objects.filter(publication__in=ids).delete()
    Announcement.objects.bulk_create(
        Announcement(publication_id=pk, number=first + place) for place, pk in enumerate(ids)
    )
    assert latest_number() == first + number - 1


def step_only(latest: int) -> None:
    from portal.discovery.models import Alert

    running = Alert.objects.running().filter(frequency="immediate")
    list(running.order_by("digest").values_list("digest", "kind", "parameters").distinct())
    running.update(cursor=latest)


def ask_each(number: int) -> float:
    """Seconds for one search, asked of everything new."""
    from dataclasses import replace

    from portal.discovery.models import Alert
    from portal.discovery.prefilter import Newcomers
    from portal.discovery.searches import read_kept
    from search.service import search

    fresh = Newcomers(0, 10**9)
    rows = list(Alert.objects.values_list("kind", "parameters")[:number])
    started = time.perf_counter()
    for kind, parameters in rows:
        search(replace(read_kept(kind, parameters).query, facets=(), exact=True), queryset=fresh.publications())
    return (time.perf_counter() - started) / len(rows)


if __name__ == "__main__":
    main()
