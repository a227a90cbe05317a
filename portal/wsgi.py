import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()

# What a process loads once, it keeps. Left to the garbage collector, all of it would be looked through in the middle of
# one request or another, for a tenth of a second.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
