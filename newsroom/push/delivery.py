"""One message to one browser: encrypted for it alone, signed by the paper, and what its push service said.

Nothing here asks the database: it runs in many threads at once.
"""

import enum
import logging
from collections import Counter
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import Final
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

from articles.subscribing import decode_base64
from newsroom.outbound import OutboundError, ask
from newsroom.push.keys import Signer

logger = logging.getLogger(__name__)
SECONDS: Final = 8.0  # for one answer; services take a message in a tenth of one
MOST_BYTES: Final = 8 * 1024  # of an answer: there is nothing in it for us
PATIENCE: Final = 3  # answers that one service may owe before the rest of its readers are told later
LONGEST_WAIT: Final = 3600.0  # seconds that a service may ask us to wait


class Outcome(enum.Enum):
    SENT = enum.auto()
    GONE = enum.auto()  # the browser no longer has this subscription
    FAILED = enum.auto()  # and would again
    LATER = enum.auto()


@dataclass(frozen=True, slots=True)
class Target:
    """A subscription, as far as sending needs it."""

    pk: int
    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What everybody is sent: `body` as JSON in UTF-8, `topic` for the service to put it in place of an older one."""

    body: bytes
    topic: str
    seconds: int  # how long the service may keep it for a browser that is off


@dataclass(frozen=True, slots=True)
class Result:
    pk: int
    outcome: Outcome
    wait: float = 0.0  # seconds that the service asked for
    reason: str = ""


class Patience:
    """Which services do not answer just now, in one batch. Safe for threads."""

    def __init__(self) -> None:
        self._owed: Counter[str] = Counter()
        self._lock = Lock()

    def is_over(self, endpoint: str) -> bool:
        with self._lock:
            return self._owed[_host(endpoint)] >= PATIENCE

    def note(self, endpoint: str) -> None:
        with self._lock:
            self._owed[_host(endpoint)] += 1


def deliver(target: Target, letter: Letter, signer: Signer, patience: Patience) -> Result:
    """Hand `letter` to the push service of `target` (RFC 8030, 5). Raises nothing for what the other side does."""
    if patience.is_over(target.endpoint):
        return Result(target.pk, Outcome.LATER, reason="its service does not answer")
    try:
        body = encrypt(letter.body, target)
        answer = ask(
            target.endpoint,
            method="POST",
            headers={
                "Authorization": signer.authorization(target.endpoint),
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(letter.seconds),
                "Urgency": "high",
                "Topic": letter.topic,
            },
            body=body,
            seconds=SECONDS,
            most_bytes=MOST_BYTES,
        )
    except OutboundError as error:
        is_passing = error.reason in {"timeout", "unreachable"}
        if is_passing:
            patience.note(target.endpoint)
        return Result(target.pk, Outcome.LATER if is_passing else Outcome.FAILED, reason=str(error))
    except Exception as error:
        # Address and keys are a reader's: whatever they are, they may stop nobody else's message.
        logger.warning("push: subscription %s cannot be written to: %r", target.pk, error)
        return Result(target.pk, Outcome.FAILED, reason=f"cannot be written to: {type(error).__name__}")
    return read_answer(target.pk, answer.status, answer.headers.get("retry-after", ""))


def encrypt(body: bytes, target: Target) -> bytes:
    """`body` for this browser's eyes only (RFC 8291), in one record (RFC 8188). Raises ValueError for a bad key."""
    encrypted: bytes = http_ece.encrypt(
        body,
        private_key=ec.generate_private_key(ec.SECP256R1()),  # a new one for each message (RFC 8291, 3.1)
        dh=decode_base64(target.p256dh),
        auth_secret=decode_base64(target.auth),
        version="aes128gcm",
    )
    return encrypted


def read_answer(pk: int, status: int, retry_after: str) -> Result:
    """What a push service's status means (RFC 8030, 5 and 8.4; what services in fact answer)."""
    if 200 <= status < 300:
        return Result(pk, Outcome.SENT)
    if status in {404, 410}:
        return Result(pk, Outcome.GONE)
    if status in {408, 425, 429} or status >= 500:
        return Result(pk, Outcome.LATER, wait=read_wait(retry_after), reason=f"status {status}")
    return Result(pk, Outcome.FAILED, reason=f"status {status}")


def read_wait(retry_after: str) -> float:
    """The seconds of a Retry-After header, a number or a date (RFC 9110, 10.2.3); 0 for none that can be read."""
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        return min(float(said[:9]), LONGEST_WAIT)
    try:
        wait = (parsedate_to_datetime(said) - timezone.now()).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return min(max(wait, 0.0), LONGEST_WAIT)


def _host(endpoint: str) -> str:
    return urlsplit(endpoint).netloc
