"""Production and staging: everything comes from the environment, nothing has an unsafe default."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import STORAGES, env

DEBUG = False
if FEED_FETCH_LOOPBACK:
    raise ImproperlyConfigured("FEED_FETCH_LOOPBACK lets recruiters read addresses of this machine: not in production")
if PAYMENTS_LOCAL_CHECKOUT:
    raise ImproperlyConfigured("PAYMENTS_LOCAL_CHECKOUT plays payments that nobody makes: not in production")
ENVIRONMENT = env.str("ENVIRONMENT", default="production")
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS])
REQUIRE_CONFIRMED_EMAIL = env.bool("REQUIRE_CONFIRMED_EMAIL", default=True)
ACCOUNT_EMAIL_VERIFICATION = "optional"

EMAIL_CONFIG = env.email_url("EMAIL_URL")
vars().update(EMAIL_CONFIG)

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# X_FRAME_OPTIONS is SAMEORIGIN: Wagtail shows its previews in a frame of the same site.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
