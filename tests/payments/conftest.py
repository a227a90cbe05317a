import pytest
import time_machine

from portal.cv.models import Resume
from tests.factories.accounts import UserFactory
from tests.payments.build import START


@pytest.fixture(autouse=True)
def at_the_time_of_the_events():
    """Events bear the times that `build` gives them: so does the clock."""
    with time_machine.travel(START + 60, tick=True):
        yield


@pytest.fixture
def resume():
    """A resume with a premium template, of a candidate."""
    user = UserFactory()
    return Resume.objects.create(user=user, template_id=2, full_name="Nadia Benali", email=user.email)
