"""The paper's key for Web Push (VAPID, RFC 8292), and what it signs."""

import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from py_vapid.jwt import sign

from articles.subscribing import decode_base64

SECONDS: Final = 12 * 3600  # a signature is good for; services refuse more than 24 hours
RENEWED: Final = 3600  # seconds before that it is made anew


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both halves as base64url without padding: 32 bytes, and a point of 65."""

    private: str
    public: str


def make_keys() -> KeyPair:
    """A new pair. Subscriptions belong to one: with another, every reader's browser has to subscribe anew."""
    key = ec.generate_private_key(ec.SECP256R1())
    return KeyPair(_encode(key.private_numbers().private_value.to_bytes(32)), _encode_point(key.public_key()))


def public_half(private: str) -> str:
    """The public key that belongs to `private`. Raises ValueError when that is no key."""
    return _encode_point(_read_private(private).public_key)


class Signer:
    """Signs what is sent; one signature for each push service, as long as it lasts. Safe for threads."""

    def __init__(self, private: str, subject: str, clock: Callable[[], float] = time.time) -> None:
        key = _read_private(private)
        self._key, self._public = key.private_key, _encode_point(key.public_key)
        self._subject = subject
        self._clock = clock
        self._made: dict[str, tuple[float, str]] = {}
        self._lock = Lock()

    def authorization(self, endpoint: str) -> str:
        """The Authorization header for this endpoint's service (RFC 8292, 3)."""
        parts = urlsplit(endpoint)
        origin = f"{parts.scheme}://{parts.netloc}"
        with self._lock:
            now = self._clock()
            until, header = self._made.get(origin, (0.0, ""))
            if until - now < RENEWED:
                until = now + SECONDS
                claims = {"aud": origin, "exp": int(until), "sub": self._subject}
                # Not Vapid02.sign, which knows neither hosts that are IPv6 addresses nor subjects with a path.
                header = f"vapid t={sign(claims, self._key)},k={self._public}"
                if len(self._made) >= 1000:  # origins are chosen by readers
                    self._made.clear()
                self._made[origin] = until, header
            return header


def _read_private(private: str) -> Vapid02:
    try:
        if len(decode_base64(private)) != 32:
            raise ValueError("not 32 bytes")
        key = Vapid02.from_raw(private.encode())
    except Exception as error:  # whatever base64 and cryptography raise of it
        raise ValueError("KHOBOR_VAPID_PRIVATE_KEY is no key; `manage.py push_keys` makes one") from error
    return key


def _encode_point(key: ec.EllipticCurvePublicKey) -> str:
    return _encode(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
