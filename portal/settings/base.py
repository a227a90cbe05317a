"""What every environment shares. Environment variables are documented in docs/operations.md."""

from datetime import timedelta
from pathlib import Path

import environ
from corsheaders.defaults import default_headers
from django.utils.translation import gettext_lazy as _

from .feeds import *  # noqa: F403
from .logs import LOGGING  # noqa: F401
from .payments import *  # noqa: F403
from .resumes import *  # noqa: F403
from .schedule import CELERY_BEAT_SCHEDULE  # noqa: F401
from .security import CONTENT_SECURITY_POLICY, SECURE_REFERRER_POLICY, X_FRAME_OPTIONS  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

#: What a running portal writes (database, uploads, collected statics) stays in one folder.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

SITE_NAME = env.str("SITE_NAME", default="Passerelle")
#: Address that mails and feeds put before paths; no slash at its end.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = SITE_URL

INSTALLED_APPS = [
    "portal.core",
    "portal.vocabulary",
    "portal.notifications",
    "portal.accounts",
    "portal.cv",
    "portal.payments",
    "portal.jobs",
    "portal.conversations",
    "portal.moderation",
    "search",
    "portal.feeds",
    "portal.discovery",
    "portal.pages",
    "portal.demo",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.apps.UsersAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "axes",
    "rest_framework",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "corsheaders",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portal.core.observing.ObservingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.pages.middleware.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "portal.core.middleware.SiteMethodsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.core.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.core.middleware.DomainErrorMiddleware",
    "portal.moderation.middleware.UnreadableMiddleware",
    "axes.middleware.AxesMiddleware",
    "portal.pages.page_cache.PageCacheMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.core.context_processors.site",
                "portal.notifications.context_processors.unread",
                "portal.accounts.context_processors.space_menu",
                "portal.pages.context_processors.chrome",
            ],
        },
    }
]

# --- Database -------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # One writer at a time, readers never wait; IMMEDIATE takes the write lock before reading, so no upgrade deadlock.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Compiling a statement of facets takes longer than running it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache, sessions ------------------------------------------------------------------------------------------------
#: `content` holds what public pages show: a flood of addresses there must not push limits and locks out of `default`.
CACHES = {alias: env.cache_url("CACHE_URL", default=f"locmemcache://{alias}") for alias in ("default", "content")}
CACHES["content"]["KEY_PREFIX"] = "content"
if CACHES["content"]["BACKEND"].endswith("LocMemCache"):
    CACHES["content"]["OPTIONS"] = {"MAX_ENTRIES": 500}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- People ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/mon-espace/"
LOGOUT_REDIRECT_URL = "/"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Passwords and addresses are changed on the site, where a change revokes tokens and is confirmed by mail.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/compte/connexion/"
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24

ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.entrance.LoginForm",
    "add_email": "portal.accounts.forms.entrance.AddEmailForm",
    "change_password": "portal.accounts.forms.entrance.ChangePasswordForm",
    "reset_password": "portal.accounts.forms.entrance.ResetPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.entrance.ResetPasswordKeyForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_VERIFICATION = "optional"
# Logging in, signing up and resetting are counted with the API's (API_RATES), the rest by allauth.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": None, "signup": None, "reset_password": None}
#: Whether an address must be confirmed before submitting, applying or writing.
REQUIRE_CONFIRMED_EMAIL = env.bool("REQUIRE_CONFIRMED_EMAIL", default=False)

#: How long a PDF that was made of a resume can be fetched, and a resume that no account claims is kept untouched.
RESUME_EXPORT_HOURS = env.int("RESUME_EXPORT_HOURS", default=24)
ANONYMOUS_RESUME_DAYS = env.int("ANONYMOUS_RESUME_DAYS", default=60)

#: Limits of sense on what one person writes: messages by hand, bulk messages, reports of messages.
MESSAGES_PER_HOUR = env.int("MESSAGES_PER_HOUR", default=100)
BULK_MESSAGES_PER_DAY = env.int("BULK_MESSAGES_PER_DAY", default=20)
REPORTS_PER_DAY = env.int("REPORTS_PER_DAY", default=20)

# One login limiter for the site, the API and the admin.
AXES_FAILURE_LIMIT = env.int("LOGIN_FAILURE_LIMIT", default=10)
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOGIN_COOLOFF_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "portal.accounts.lockout.username"
AXES_CLIENT_IP_CALLABLE = "portal.core.clients.client_network"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "portal.accounts.lockout.respond"

#: First submissions of a recruiter per calendar month in Paris, unless their profile says otherwise (003 §1.1).
DEFAULT_MONTHLY_QUOTA = env.int("DEFAULT_MONTHLY_QUOTA", default=30)

# --- Language and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = [("fr", _("French"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
WAGTAIL_USER_TIME_ZONES = ["Europe/Paris"]
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
#: Papers and CVs: outside MEDIA_ROOT, reachable only through views that check the reader.
PRIVATE_ROOT = VAR_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAX_UPLOAD_BYTES = 5 * 1024 * 1024
#: ClamAV, tcp://host:3310 or unix:///path; empty: files are not scanned.
CLAMAV_URL = env.str("CLAMAV_URL", default="")
#: Seconds for one whole scan; without an answer the file is refused.
CLAMAV_TIMEOUT = env.float("CLAMAV_TIMEOUT", default=10)
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "csv", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]

# --- Wagtail --------------------------------------------------------------------------------------------------------
# The admin's search for pages, images and documents; publications have an index of their own (`search`).
MODELSEARCH_BACKENDS = WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "italic", "ol", "ul", "link"]},
    }
}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_MODERATION_ENABLED = True
WAGTAIL_WORKFLOW_CANCEL_ON_PUBLISH = True
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False

# --- Search ---------------------------------------------------------------------------------------------------------
#: http(s)://user:password@host:9200; empty: searches are answered by the database.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
#: What the names of our indexes begin with: several portals may share a server.
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="portal")
SEARCH_BACKEND = (
    "search.backends.elasticsearch.backend.ElasticsearchBackend"
    if ELASTICSEARCH_URL
    else "search.backends.database.DatabaseBackend"
)
#: Seconds one search may take before the database answers instead.
ELASTICSEARCH_TIMEOUT = env.float("ELASTICSEARCH_TIMEOUT", default=2)

# --- Tasks ----------------------------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default="")
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_TIMEZONE = TIME_ZONE

# --- Mail -----------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{SITE_NAME} <ne-pas-repondre@portail.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10

# --- Notifications --------------------------------------------------------------------------------------------------
#: Classes of portal.notifications.providers; the null ones keep their channel off.
WEB_PUSH_PROVIDER = env.str("WEB_PUSH_PROVIDER", default="portal.notifications.providers.NullPushProvider")
SMS_PROVIDER = env.str("SMS_PROVIDER", default="portal.notifications.providers.NullSmsProvider")
#: Seconds a provider may take.
NOTIFICATION_TIMEOUT = env.float("NOTIFICATION_TIMEOUT", default=5.0)

# --- API ------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_SCHEMA_CLASS": "portal.api.common.schema.ContractSchema",
    "DATETIME_FORMAT": "%Y-%m-%dT%H:%M:%SZ",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "NUM_PROXIES": env.int("NUM_PROXIES", default=0),
}
SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=60),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    "ROTATE_REFRESH_TOKENS": False,
    "CHECK_REVOKE_TOKEN": True,
    "UPDATE_LAST_LOGIN": True,
}
#: The one token of `/api/v3/`, which has no refresh (001).
API_V3_TOKEN_LIFETIME = timedelta(hours=24)
#: Requests in a window ("60/min"; s, m, h or d), for the API and for the site's own forms: of an account (or an address
#: without one), of an address whoever asks, by what is asked, mails to one mailbox whoever asks for them, and what is
#: done with one application, of which its other side gets a mail each time; alerts asked for, views that count,
#: payments begun.
API_RATES = {
    "caller": env.str("API_RATE_CALLER", default="1200/min"),
    "address": env.str("API_RATE_ADDRESS", default="6000/min"),
    "login": env.str("API_RATE_LOGIN", default="30/min"),
    "register": env.str("API_RATE_REGISTER", default="30/min"),
    "reset": env.str("API_RATE_RESET", default="20/min"),
    "mailbox": env.str("API_RATE_MAILBOX", default="10/h"),
    "upload": env.str("API_RATE_UPLOAD", default="30/min"),
    "application": env.str("API_RATE_APPLICATION", default="30/h"),
    "completion": env.str("API_RATE_COMPLETION", default="600/min"),
    "feed": env.str("API_RATE_FEED", default="120/min"),
    "consent": env.str("API_RATE_CONSENT", default="3/d"),
    "alert": env.str("API_RATE_ALERT", default="30/h"),
    "view": env.str("API_RATE_VIEW", default="300/h"),
    "checkout": env.str("API_RATE_CHECKOUT", default="30/h"),
    "resume": env.str("API_RATE_RESUME", default="60/h"),
    "render": env.str("API_RATE_RENDER", default="120/min"),
    "preview": env.str("API_RATE_PREVIEW", default="120/min"),
    "preview_address": env.str("API_RATE_PREVIEW_ADDRESS", default="600/min"),
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "Accounts, moderation, publications of four kinds and applications.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": r"/api",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["portal.api.common.schema.our_contracts"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "StatutCandidature": "portal.api.frontend.words.APPLICATION_WORDS",
        "StatutPublication": "portal.api.frontend.words.PUBLICATION_WORDS",
        "TypeNotification": "portal.api.frontend.notifications.TYPES",
        "TypeJournal": "portal.api.frontend.admin_logs.KIND_CHOICES",
        "StatutValidation": "portal.api.frontend.words.VALIDATION_WORDS",
        "ResumePayment": "portal.cv.models.PaymentType",
    },
}
APPEND_SLASH = True
CORS_ALLOWED_ORIGINS = env.list("CORS_ALLOWED_ORIGINS", default=[])
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOW_HEADERS = [*default_headers, "if-match", "x-request-id"]
#: What a front end of another host may read of an answer.
CORS_EXPOSE_HEADERS = ["Content-Disposition", "Content-Language", "ETag", "Retry-After", "X-Request-ID"]
CORS_URLS_REGEX = r"^/api/"

# --- Logs ------------------------------------------------------------------------------------------------------------
#: Errors and timings of requests wait in memory for so many seconds before they are written together; 0: only when
#: `portal.core.observing.flush` is called. They are forgotten after so many days.
REQUEST_LOG_SECONDS = env.float("REQUEST_LOG_SECONDS", default=5)
REQUEST_LOG_DAYS = env.int("REQUEST_LOG_DAYS", default=30)
