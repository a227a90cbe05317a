"""`make run`: SQLite, mail in a readable outbox page, tasks in process."""

from .base import *  # noqa: F403
from .base import API_RATES, INSTALLED_APPS, VAR_DIR, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-key-never-used-in-production-settings")
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1"]
ENVIRONMENT = "development"

# Mails are kept as files so that /developpement/courriels/ can show them.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=["http://localhost:3000", "http://localhost:4200"])
#: Without keys, a marked page of ours plays Stripe's part.
PAYMENTS_LOCAL_CHECKOUT = env.bool("PAYMENTS_LOCAL_CHECKOUT", default=True)
#: Runs the periodic jobs inside `runserver`.
RUN_PERIODIC_JOBS = True
INSTALLED_APPS = [*INSTALLED_APPS]
# Whoever tries the API by hand or tests a frontend with it is not held up.
API_RATES = {scope: env.str(f"API_RATE_{scope.upper()}", default="6000/min") for scope in API_RATES}
