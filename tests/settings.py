"""The newsroom's settings, as the tests run them: same engine, same roles, cheap password hashes."""

import os

os.environ.setdefault("DEBUG", "1")

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, MIDDLEWARE, SILENCED_SYSTEM_CHECKS  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing a test writes has to outlive a power cut.
DATABASES["default"]["OPTIONS"] |= {"options": "-c synchronous_commit=off"}
# It lists every static file when it starts, which is once per test client; no screen needs it.
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
# Nobody is told of anything: tests of Web Push have keys of their own, whatever a demo left in var/.
KHOBOR_VAPID_PRIVATE_KEY = ""
# Readers are offered it all the same, so that what is measured of pages is measured with it.
KHOBOR_VAPID_PUBLIC_KEY = (
    "BGSJMkM43kF2kTBUav-3BucQbnsOTm52PtS3UlBT_9L1hBdJwWaphNMRokfpgmtV8OO9vYoIZRhq-qsiLyFmB9M"
)
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "newsroom.E001"]  # one half without the other
