"""What a server's process does before its first request."""

import os
import subprocess
import sys

from django.conf import settings


def test_what_is_loaded_once_is_no_business_of_the_garbage_collector():
    program = (
        "import portal.wsgi, gc, sys;"
        "print(gc.get_freeze_count() > 100_000, 'portal.urls' in sys.modules, callable(portal.wsgi.application))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=settings.BASE_DIR,
        env=environment,
        timeout=60,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["True", "True", "True"]
