"""The newsroom: the admin, the worker and every management command. Never faces the public."""

import os

from config.common import *
from config.common import DEMO
from config.database import newsroom_database
from config.environment import BASE_DIR, flag, names, vapid_key

DEBUG = flag("DEBUG_PAGES")
ROOT_URLCONF = "config.urls"
SITE_URLCONF = "config.urls_site"  # for previews and links: this process never serves it
WSGI_APPLICATION = "config.wsgi.application"
DATABASES = {"default": newsroom_database()}

INSTALLED_APPS = [
    "config",
    "newsroom",
    "articles",
    "feeds",
    "ckeditor",
    "procrastinate.contrib.django",
    "django.contrib.admin.apps.SimpleAdminConfig",  # newsroom.admin registers on its own site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
MIDDLEWARE = [
    "newsroom.middleware.ContentPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.DatabaseDownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context.newspaper",
            ],
        },
    },
]

AUTH_USER_MODEL = "newsroom.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["newsroom.authentication.NewsroomBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# One host, two ports: cookies know no ports, so the newsroom's have names of their own.
SESSION_COOKIE_NAME = "khobor_newsroom"
CSRF_COOKIE_NAME = "khobor_newsroom_csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
CSRF_TRUSTED_ORIGINS = names("CSRF_TRUSTED_ORIGINS")
CSRF_FAILURE_VIEW = "newsroom.views.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if not DEMO else None

# Where links in e-mails lead: the newsroom as its people reach it.
NEWSROOM_URL = os.environ.get(
    "NEWSROOM_URL", f"http://127.0.0.1:{os.environ.get('NEWSROOM_PORT', '8001')}"
).rstrip("/")
# E-mails are copies of inbox messages. A demo prints them where the worker writes its log.
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if DEMO else 'smtp'}.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")  # STARTTLS, mostly on port 587
EMAIL_USE_SSL = flag("EMAIL_USE_SSL")  # TLS from the first byte, mostly on port 465
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "newsroom@localhost")

# Web Push: the other half signs what is sent, and whom a push service may ask about it (a mailto: or https: address).
# The site has neither.
KHOBOR_VAPID_PRIVATE_KEY = vapid_key("private", DEMO)
KHOBOR_VAPID_SUBJECT = os.environ.get("KHOBOR_VAPID_SUBJECT") or (
    KHOBOR_SITE_URL if KHOBOR_SITE_URL.startswith("https:") else f"mailto:{DEFAULT_FROM_EMAIL}"
)
KHOBOR_PUSH_MOST = int(os.environ.get("KHOBOR_PUSH_MOST", "1000000"))  # subscriptions; more are not taken

# Feeds of agencies and readers' push services are asked on the public network only; of the house, only what is named
# here ("host:port", comma-separated).
KHOBOR_OUTBOUND_ALLOWED = tuple(names("OUTBOUND_ALLOWED"))

# A picture from a reporter's phone may be large; what it may be is decided in newsroom/pictures.py.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Of the editor's bundle, only what the editor uses.
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "config.finders.UsedFilesFinder",
]
WHITENOISE_USE_FINDERS = DEMO
WHITENOISE_AUTOREFRESH = False

# django-ckeditor warns that CKEditor 4.22.1 is unmaintained. It is: ARCHITECTURE.md says how we live with it.
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]

# A scheduled story goes live within a second of its time. PostgreSQL announces new jobs, but not that the time of
# one has come: that is asked for, this often (seconds).
PROCRASTINATE_WORKER_DEFAULTS = {"fetch_job_polling_interval": 0.5}
