"""Entry point for WSGI servers such as gunicorn."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.production")
application = get_wsgi_application()
# What the first request would load, before the processes part ways.
import_module(settings.ROOT_URLCONF)

# What is loaded by now stays. Without this the collector walks through all of it every few hundred requests,
# and whoever asks just then waits 200 ms longer.
gc.collect()
gc.freeze()
