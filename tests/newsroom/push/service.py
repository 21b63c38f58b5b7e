"""A push service on this machine: it checks who sends (RFC 8292), reads as the browser would (RFC 8291), and answers
what a test tells it to."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from articles.subscribing import decode_base64


def encode(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


class Browser:
    """One reader's: its private key and its secret stay here."""

    def __init__(self, endpoint: str, number: int = 1) -> None:
        self.endpoint = endpoint
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = number.to_bytes(16)
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.p256dh, self.auth = encode(point), encode(self.secret)

    def asks(self, *topics: str) -> dict[str, Any]:
        """What the page sends for it."""
        keys = {"p256dh": self.p256dh, "auth": self.auth}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys, "topics": list(topics)}

    def read(self, body: bytes) -> bytes:
        decrypted: bytes = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        )
        return decrypted


@dataclass
class Said:
    """One answer of the service."""

    status: int = 201
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    wait: threading.Event | None = None  # not before this is set


@dataclass
class PushService:
    """`heard` are the messages by the browser's number, as its worker would get them."""

    url: str
    public_key: str
    browsers: list[Browser] = field(default_factory=list)
    answers: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))  # then 201
    heard: dict[int, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    headers: list[dict[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def open_browser(self) -> Browser:
        number = len(self.browsers)
        self.browsers.append(Browser(f"{self.url}/push/{number}", number))
        return self.browsers[-1]

    def says(self, browser: Browser, *answers: Said) -> None:
        """The next answers to what is sent to this browser; the last is kept for good."""
        self.answers[self.browsers.index(browser)] = list(answers)

    def heard_by(self, browser: Browser) -> list[dict[str, Any]]:
        return self.heard[self.browsers.index(browser)]

    def take(self, path: str, headers: dict[str, str], body: bytes) -> Said:
        number = int(path.rpartition("/")[2])
        self.headers.append(headers)
        if found := self.find_wrong(headers):
            self.wrong.append(found)
            return Said(403)
        self.heard[number].append(json.loads(self.browsers[number].read(body)))
        answers = self.answers[number]
        return (answers.pop(0) if len(answers) > 1 else answers[0]) if answers else Said()

    def find_wrong(self, headers: dict[str, str]) -> str:
        """Why a real service would refuse this: signature, audience, time, key or form."""
        scheme, _space, parts = headers["authorization"].partition(" ")
        said = dict(part.strip().split("=", 1) for part in parts.split(","))
        if scheme != "vapid" or said["k"] != self.public_key or not Vapid02.verify(headers["authorization"]):
            return "signature"
        claims = json.loads(decode_base64(said["t"].split(".")[1]))
        if claims["aud"] != self.url or not claims["sub"].startswith(("mailto:", "https:")):
            return "claims"
        if not time.time() < claims["exp"] < time.time() + 24 * 3600:
            return "time"
        if headers["content-encoding"] != "aes128gcm" or not headers["ttl"].isdigit():
            return "form"
        return ""


class _Door(BaseHTTPRequestHandler):
    service: PushService

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        said = self.service.take(self.path, headers, body)
        if said.wait:
            said.wait.wait(10)
        self.send_response(said.status)
        for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said.body)

    def log_message(self, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, *args: Any) -> None:
        """A sender that waits no longer is none."""


@contextmanager
def running_service(public_key: str) -> Iterator[PushService]:
    door = type("Door", (_Door,), {})
    server = _Server(("127.0.0.1", 0), door)
    door.service = PushService(f"http://127.0.0.1:{server.server_port}", public_key)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield door.service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def bodies(service: PushService, browsers: Sequence[Browser]) -> list[list[str]]:
    """The texts that each of these was shown."""
    return [[message["body"] for message in service.heard_by(browser)] for browser in browsers]
