"""For the public server. Every secret and address comes from the environment; nothing has a default."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from kb.settings.base import *
from kb.settings.base import (
    CACHE_URL,
    ELASTICSEARCH_API_KEY,
    ELASTICSEARCH_PASSWORD,
    ELASTICSEARCH_URL,
    ELASTICSEARCH_USER,
    env,
)

DEBUG = False
if env.bool("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG shows the insides to everybody; it is refused here.")
SECRET_KEY = env.str("DJANGO_SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
    raise ImproperlyConfigured("DJANGO_SECRET_KEY must have at least 50 characters, by chance.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; '*' is refused.")
WAGTAILADMIN_BASE_URL = env.str("BASE_URL")
_search = urlsplit(ELASTICSEARCH_URL)
if ELASTICSEARCH_URL and _search.hostname not in ("localhost", "127.0.0.1", "::1"):
    if _search.scheme != "https":
        raise ImproperlyConfigured("ELASTICSEARCH_URL must begin with https:// on another machine.")
    if not ELASTICSEARCH_API_KEY and not (ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD):
        raise ImproperlyConfigured("Elasticsearch on another machine needs an account or a key.")
_cache = urlsplit(CACHE_URL)
if CACHE_URL and _cache.hostname not in ("localhost", "127.0.0.1", "::1") and not _cache.password:
    raise ImproperlyConfigured("CACHE_URL on another machine needs a password.")
vars().update(env.email_url("EMAIL_URL", default="smtp://localhost:25"))

STORAGES = {
    "default": {"BACKEND": "kb.uploads.disk.WholeFiles"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# How many proxies add to X-Forwarded-For; tries to sign in are counted by the address before them.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# Asked from inside the container, without the proxy.
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
