import pytest

from portal.cv.rendering import worker


@pytest.fixture(scope="session", autouse=True)
def no_process_is_left_behind():
    yield
    worker.end()
