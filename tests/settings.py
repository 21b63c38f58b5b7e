"""The newsroom's settings, as the tests run them: same engine, same roles, cheap password hashes."""

import os

os.environ.setdefault("DEBUG", "1")

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Nothing a test writes has to outlive a power cut.
DATABASES["default"]["OPTIONS"] |= {"options": "-c synchronous_commit=off"}
