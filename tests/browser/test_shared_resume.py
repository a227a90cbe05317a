"""A resume behind its link: shown in a frame that may do nothing, counted once the page was in sight."""

import pytest

from portal.cv import services
from portal.cv.models import ResumeShare
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

MARIE = {
    "full_name": "Marie Dubois",
    "email": "marie.dubois@example.com",
    "title": "Maçonne",
    "website": "https://a.example",
}


@pytest.fixture
def share():
    person = UserFactory()
    job = {"company": "Bâtir", "position": "Maçonne", "description": "<script>document.title = 'pirate'</script>"}
    return services.share(person, services.create(person, {**MARIE, "experience_data": [job]}))


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_whoever_has_the_link_reads_it_and_is_counted(share, request, size):
    page = request.getfixturevalue(size)
    with page.expect_request(lambda asked: asked.url.endswith("/vue/")) as beacon:
        page.goto(f"/cv/{share.token}/")
        sheet = page.frame_locator("iframe")
        sheet.get_by_text("Bâtir").first.wait_for()
    beacon.value.response()
    assert ResumeShare.objects.get().views == 1
    assert "pirate" not in page.title()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator('meta[name="robots"]').get_attribute("content") == "noindex, nofollow"
