"""Entry point for WSGI servers such as gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kb.settings.production")
application = get_wsgi_application()

# What is loaded by now stays. Without this the collector walks through all of it every few hundred requests,
# and whoever asks just then waits 200 ms longer.
gc.collect()
gc.freeze()
