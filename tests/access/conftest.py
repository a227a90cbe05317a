from collections import defaultdict
from unittest import mock

import pytest
from django.core.files.storage import storages
from django.test import override_settings

from portal.api.frontend.auth.tokens import pair

from . import world as builder
from .asking import undone


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for a module: every request after it is undone (`asking.undone`). Its tests are marked django_db."""
    unlimited = override_settings(API_RATES=defaultdict(lambda: "1000000/min"))
    # Rows come back when a request is undone; a deleted file would not.
    files = mock.patch.object(storages["private"], "delete")
    with django_db_blocker.unblock(), unlimited, files, undone():
        made = builder.build()
        made.objects["refresh"] = pair(made.people["candidate"])["refresh"]
        yield made
