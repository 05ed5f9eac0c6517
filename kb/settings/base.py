"""Settings shared by every environment; everything that differs by place comes from the environment."""

from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from kb.attachments.formats import MOST_BYTES
from kb.settings.caches import caches

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

INSTALLED_APPS = [
    "kb",
    "declarations",
    "practices",
    "exchange",
    "opendata",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_countries",
    "django_htmx",
    "csp",
    "ninja",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kb.http.middleware.CompressForReaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kb.http.middleware.ContentSecurityPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "kb.http.middleware.RefuseUnreadableRequests",
    "kb.http.middleware.RefuseLargeRequests",
    "kb.http.middleware.KeepPersonalPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kb.http.middleware.LocaleFromAddress",
    "kb.http.middleware.TimesOfTheSite",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kb.http.middleware.AskForSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kb.http.middleware.EndOldSessions",
    "practices.moderation.middleware.KeepWordsOfEditors",
    "kb.http.middleware.NoteRefusals",
    "kb.http.middleware.SlowDownBursts",
    "kb.usage.middleware.CountReaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kb.http.redirects.RedirectsOfAllLanguages",
]

ROOT_URLCONF = "kb.urls"
WSGI_APPLICATION = "kb.wsgi.application"
AUTH_USER_MODEL = "kb.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kb.site.context_processors.site_frame",
            ],
        },
    },
]

# Widgets of our own lie beside the other templates.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A writer waits for its turn instead of failing, and takes the lock before its first read.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif "postgresql" in DATABASES["default"]["ENGINE"]:
    # Compiling a statement with many parts takes longer than running it: 0.3 s of a record's page.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
# A Redis or Valkey that all processes share: pages kept ready, tries to sign in, bursts; empty: without.
CACHE_URL = env.str("CACHE_URL", default="")
CACHES = caches(CACHE_URL)
# How often one network address may ask in a minute; 0: as often as it likes.
MOST_PER_MINUTE = {
    "search": env.int("SEARCHES_PER_MINUTE", default=240),
    "suggest": env.int("SUGGESTIONS_PER_MINUTE", default=600),
    "download": env.int("DOWNLOADS_PER_MINUTE", default=60),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts come from invitations; people sign in with their e-mail address, and those who can do harm to
# readers (kb.permissions.needs_second_factor) prove who they are twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "kb.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation came by mail
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True
# Who has no account gets no mail; the page says the same either way.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_FORMS = {"add_email": "kb.accounts.addresses.ChangeAddressForm"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Alliance Exchange"
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
# Signing in again changes the token of forms that are open; what was typed in them comes back.
CSRF_FAILURE_VIEW = "practices.submission.writing.views.form_without_token"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "submission:my_city"
# By way of kb.site.views.sign_in, which tells those who are signed in already that they may not.
WAGTAILADMIN_LOGIN_URL = "admin_sign_in"
WAGTAIL_FRONTEND_LOGIN_URL = "wagtailcore_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False  # allauth's, which the second factor guards
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Wagtail's own tasks run at once; mails are sent by a worker:
# `manage.py db_worker --backend mail --queue-name mail`.
TASKS = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "mail": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["mail"]},
}
EMAIL_TIMEOUT = 10  # seconds; nobody waits longer for a silent mail server
# DOIs are registered with DataCite once the first three are set (opendata.identifiers).
DATACITE_REPOSITORY = env.str("DATACITE_REPOSITORY", default="")
DATACITE_PASSWORD = env.str("DATACITE_PASSWORD", default="")
DATACITE_PREFIX = env.str("DATACITE_PREFIX", default="")
DATACITE_URL = env.str("DATACITE_URL", default="https://api.datacite.org")
# Where messages to the Alliance go beside the accounts of the secretariat.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="exchange@localhost")

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("it", _("Italian")),
    ("ru", _("Russian")),
    ("tr", _("Turkish")),
]
LANGUAGE_CODE = "en"
# ISO 3166 has no code for it; XK is what the European institutions use. Where the name stands, its note
# stands below (kb.templatetags.kb_tags): a name, not a position on status.
COUNTRIES_OVERRIDE = {"XK": _("Kosovo*")}
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# Machine translation is off unless one is named: deepl or libretranslate, with its key and address.
MACHINE_TRANSLATION = env.str("MACHINE_TRANSLATION", default="")
if MACHINE_TRANSLATION == "deepl":
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.deepl.DeepLTranslator",
        "OPTIONS": {"AUTH_KEY": env.str("MACHINE_TRANSLATION_KEY")},
    }
elif MACHINE_TRANSLATION == "libretranslate":
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "wagtail_localize.machine_translators.libretranslate.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": env.str("MACHINE_TRANSLATION_URL"),
            "API_KEY": env.str("MACHINE_TRANSLATION_KEY", default=""),
        },
    }
# A translation is a draft until somebody has read it and published it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "kb.formats"
TIME_ZONE = "UTC"

FONTS_DIR = VAR_DIR / "fonts"  # made by `manage.py compile_fonts`
STATICFILES_DIRS = [BASE_DIR / "static", ("fonts", FONTS_DIR)]
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"

# Wagtail's page editor sends one field per input; a long record passes Django's default of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

WAGTAIL_SITE_NAME = "Alliance Exchange"
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
# Wagtail's own admin search. What the public searches is the search app's table, never this.
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "wagtail.search.backends.database"}
}
# The engine of the public search; without an address the embedded one answers.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_API_KEY = env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_USER = env.str("ELASTICSEARCH_USER", default="")
ELASTICSEARCH_PASSWORD = env.str("ELASTICSEARCH_PASSWORD", default="")
ELASTICSEARCH_CA = env.str("ELASTICSEARCH_CA", default="")  # path of a certificate
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="alliance-exchange")
ELASTICSEARCH_REPLICAS = env.int("ELASTICSEARCH_REPLICAS", default=0)
ELASTICSEARCH_TIMEOUT = env.float("ELASTICSEARCH_TIMEOUT", default=1.0)  # seconds for one search
# Whether searches are widened by rows of imported dictionaries as well (kb.lexicon.table).
# Whether what was counted of use is written (kb.usage); tests write it themselves.
COUNTS_ARE_WRITTEN = True
IMPORTED_DICTIONARIES = env.bool("IMPORTED_DICTIONARIES", default=False)
# What one city may add in a day, pictures and files together (kb.uploads.quota).
CITY_UPLOADS_A_DAY = env.int("CITY_UPLOADS_A_DAY", default=100)
CITY_UPLOAD_BYTES_A_DAY = env.int("CITY_UPLOAD_MEGABYTES_A_DAY", default=300) * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "kb.Attachment"
# What their content must be as well is asked by kb.attachments.guard.
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = MOST_BYTES
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILIMAGES_IMAGE_MODEL = "kb.Photo"
WAGTAILIMAGES_IMAGE_FORM_BASE = "kb.photos.admin_forms.PhotoForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILEMBEDS_FINDERS: list[dict[str, object]] = []  # no page fetches anything from elsewhere
# Addresses of our own network that `check_links` may ask nevertheless: none, but in its tests.
LINKS_ALSO_ASKED: tuple[str, ...] = ()
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "kb/password_required.html"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "kb.texts.lines.tags.tags_typed"
TAGGIT_STRING_FROM_TAGS = "kb.texts.lines.tags.tags_as_typed"
TAG_LIMIT = 15

# For how long somebody stays signed in without doing anything, who could do harm to readers shorter, and
# nobody for longer than the last (kb.accounts.sessions). A browser that is closed forgets the cookie earlier.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=8 * 60)
SESSION_IDLE_MINUTES_OF_EDITORS = env.int("SESSION_IDLE_MINUTES_OF_EDITORS", default=2 * 60)
SESSION_MOST_MINUTES = env.int("SESSION_MOST_MINUTES", default=24 * 60)
SESSION_COOKIE_AGE = SESSION_MOST_MINUTES * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

NINJA_PAGINATION_MAX_LIMIT = 100

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {process} {name}: {message}", "style": "{"}
    },
    "filters": {"without_secrets": {"()": "kb.http.logs.WithoutSecrets"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_secrets"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    # These tell of every single page, task and request; what went wrong is a warning and still heard.
    "loggers": {
        # Scanners that ask for another host get their 400; a traceback for each would hide the rest.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    }
    | {
        name: {"level": "WARNING"}
        for name in ("wagtail", "django_tasks", "elastic_transport", "fontTools", "weasyprint")
    },
}
