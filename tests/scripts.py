"""Import a script of scripts/ as a module."""

import importlib
import sys

from django.conf import settings


def load(name):
    folder = str(settings.BASE_DIR / "scripts")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)
