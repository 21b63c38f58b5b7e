"""The newsroom's settings, as the tests run them: same engine, same roles, cheap password hashes."""

import os

os.environ.setdefault("DEBUG", "1")

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, MIDDLEWARE  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing a test writes has to outlive a power cut.
DATABASES["default"]["OPTIONS"] |= {"options": "-c synchronous_commit=off"}
# It lists every static file when it starts, which is once per test client; no screen needs it.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
# Nobody is told of anything: tests of Web Push have keys of their own, whatever a demo left in var/.
KHOBOR_VAPID_PRIVATE_KEY = KHOBOR_VAPID_PUBLIC_KEY = ""
