"""For pytest: quick password hashing, mail kept in memory, no debug pages."""

from kb.settings.base import *
from kb.settings.caches import caches

DEBUG = False
SECRET_KEY = "only-for-tests"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
# Wagtail's index of its admin: written where a test asks for it (``admin_index``), not with each save.
WAGTAILSEARCH_BACKENDS = {"default": {**WAGTAILSEARCH_BACKENDS["default"], "AUTO_UPDATE": False}}
# Tests count what a page costs that is not kept ready; those of kb.site.page_cache turn it on.
CACHE_URL = ""
CACHES = {**caches(""), "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
# All tests ask from one address; those of kb.http.rate_limits set limits.
MOST_PER_MINUTE = dict.fromkeys(MOST_PER_MINUTE, 0)
# A thread that writes by itself would meet the next test.
COUNTS_ARE_WRITTEN = False
# The tests of the real engine set an address of their own; the surroundings decide nothing.
ELASTICSEARCH_URL = ""
# Tests of the second factor ask for it; the others are about other things.
SECOND_FACTOR_REQUIRED = False
# Mails leave with the commit; the worker is tested as a process of its own.
TASKS = {
    alias: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": []}
    for alias in ("default", "mail")
}
