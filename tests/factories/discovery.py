"""Alerts, as their owners would make them.

AlertFactory()                                  a person's daily alert for every job offer
AlertFactory(parameters="q=infirmier", frequency="immediate")
AlertFactory(email="lea@exemple.example")       of an address without an account, confirmed
AlertFactory(email=…, confirmed=False)
"""

from django.utils import timezone

from portal.discovery.models import Alert, Announcement, Subscriber
from portal.discovery.searches import read
from portal.discovery.services.alerts import values_of
from tests.factories.accounts import UserFactory
from tests.factories.search import published


def AlertFactory(*, user=None, email="", parameters="", kind="offer", frequency="daily", confirmed=True, **values):
    owner = (
        {"subscriber": Subscriber.objects.get_or_create(email=email)[0]} if email else {"user": user or UserFactory()}
    )
    values = {**values_of(read(kind, parameters), frequency), **values}
    return Alert.objects.create(**owner, confirmed_at=timezone.now() if confirmed else None, **values)


def newly_published(title="Infirmier de nuit", **values):
    """A publication that went online just now and waits to be announced."""
    row = published(title, **values)
    Announcement.objects.create(publication_id=row.pk)
    return row
