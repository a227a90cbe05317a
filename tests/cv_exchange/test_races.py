"""One import confirmed in two tabs at once, on PostgreSQL, with threads."""

import pytest

from portal.cv import services
from portal.cv.exchange.errors import DraftGone
from portal.cv.models import Resume, ResumeImport
from tests.factories.accounts import UserFactory
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("turn", range(3))
def test_confirmed_in_three_tabs_at_once_it_is_one_resume(turn):
    person = UserFactory()
    services.keep_import(person, "json", {"full_name": "Zoé"}, [])
    pk = services.import_of(person).pk
    found = together(*[lambda: services.confirm_import(person, pk, {"full_name": "Zoé"})] * 3)
    assert sorted(type(one) is DraftGone for one in found) == [False, True, True]
    assert Resume.objects.count() == 1
    assert not ResumeImport.objects.exists()
