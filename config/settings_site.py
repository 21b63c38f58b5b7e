"""The public site: no admin, no users, no sessions, no cookies; it reads as the site's own database role."""

import os

from config.common import *
from config.common import DEMO
from config.database import site_database
from config.environment import BASE_DIR

ROOT_URLCONF = "config.urls_site"
WSGI_APPLICATION = "config.wsgi_site.application"
DATABASES = {"default": site_database()}

INSTALLED_APPS = [
    "articles",
    "feeds",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Around WhiteNoise: static files that no deployment compressed beforehand travel compressed too.
    "articles.middleware.TextGZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.cache.middleware.PageCacheMiddleware",
    "articles.middleware.ReaderMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
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
                "articles.context.newspaper",
            ],
        },
    },
]

# The site hands out addresses of public files, and has no way to the originals.
STORAGES = {name: storage for name, storage in STORAGES.items() if name != "originals"}

# How much of each process's memory holds rendered pages. PAGE_CACHE_MB=0: every page is rendered for every reader.
KHOBOR_PAGE_CACHE_BYTES = int(os.environ.get("PAGE_CACHE_MB", "32")) * 1024 * 1024

WHITENOISE_USE_FINDERS = DEMO
WHITENOISE_AUTOREFRESH = False
