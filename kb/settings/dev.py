"""For `make run` and for work on the code: SQLite, embedded search, nothing else to start."""

from kb.settings.base import *
from kb.settings.base import VAR_DIR, env

VAR_DIR.mkdir(exist_ok=True)

DEBUG = env.bool("DEBUG", default=True)
# Never used outside a developer's machine: production refuses to start without a key of its own.
SECRET_KEY = env.str("DJANGO_SECRET_KEY", default="only-for-development-on-this-machine")
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
# Mails are written as files, readable in any editor.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.str("MAIL_FOLDER", default=str(VAR_DIR / "mail"))
# Style sheets and scripts go the way they go in production: compressed, with their headers.
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Browsers allow passkeys on http://localhost; elsewhere they need https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Demonstration accounts are usable at once; SECOND_FACTOR_REQUIRED=true shows what production asks for.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
