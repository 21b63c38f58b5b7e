"""What both processes agree on. Anything only one of them needs stands in its own settings file."""

import os
from typing import Any

from config.environment import BASE_DIR, flag, language, names, secret_key, vapid_key, var_dir
from config.storage import file_storages, media_url

# DEBUG=1 in the environment: a demo on somebody's own machine. Django's own DEBUG stays off even there, because
# the pages for errors are part of the product; DEBUG_PAGES=1 brings the developers' ones to the newsroom.
DEMO = flag("DEBUG")
DEBUG = False
SECRET_KEY = secret_key(DEMO)
ALLOWED_HOSTS = names("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")

# The newspaper
LANGUAGES = [("bn", "বাংলা"), ("en", "English")]
LANGUAGE_CODE = language([code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]  # Django's own bn formats are wrong
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Dhaka"
KHOBOR_NAME = os.environ.get("KHOBOR_NAME") or ("খবর" if LANGUAGE_CODE == "bn" else "Khobor")
KHOBOR_PLACE = os.environ.get("KHOBOR_PLACE") or ("ঢাকা" if LANGUAGE_CODE == "bn" else "Dhaka")
# Absolute links (feeds, sharing, canonical) are built on this, never on the Host header.
KHOBOR_SITE_URL = os.environ.get(
    "SITE_URL", f"http://127.0.0.1:{os.environ.get('SITE_PORT', '8000')}"
).rstrip("/")

# Feeds and API: whole texts, or (FEEDS_FULL_TEXT=0) summaries. Hubs (WebSub) hear of each change and tell readers'
# services.
KHOBOR_FEEDS_FULL_TEXT = os.environ.get("FEEDS_FULL_TEXT", "1") != "0"
KHOBOR_WEBSUB_HUBS = names("WEBSUB_HUBS", "")
# IndexNow tells search engines of each change. Off without a key (8 to 128 letters, digits, hyphens; at /KEY.txt).
KHOBOR_INDEXNOW_KEY = os.environ.get("INDEXNOW_KEY", "")
KHOBOR_INDEXNOW_URL = os.environ.get("INDEXNOW_URL", "https://api.indexnow.org/indexnow")

# Web Push: the half of the key that readers' browsers are given. Off without one (`manage.py push_keys` makes a pair).
KHOBOR_VAPID_PUBLIC_KEY = vapid_key("public", DEMO)

# On what terms others may use what the API says; without words of the paper's own, the usual ones.
KHOBOR_API_TERMS = os.environ.get("API_TERMS", "")

# Where a proxy of ours writes the reader's address; told apart in memory for a day, never kept (articles/read_once.py).
KHOBOR_ADDRESS_HEADER = os.environ.get("READER_ADDRESS_HEADER", "")

# Files. Renditions of published pictures are public; originals never are.
STATIC_URL = "/static/"
STATIC_ROOT = var_dir() / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = media_url()
MEDIA_ROOT = var_dir() / "public"
STORAGES: dict[str, dict[str, Any]] = file_storages(var_dir()) | {
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEMO
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"khobor": {"level": "INFO"}, "newsroom": {"level": "INFO"}, "articles": {"level": "INFO"}},
}
