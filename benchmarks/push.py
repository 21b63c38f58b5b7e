"""How many messages a second one worker hands to a push service.

    DEBUG=1 python benchmarks/push.py [subscriptions]

The service stands on this machine, in a process of its own; it reads each request and answers 201, without TLS. Makes a
database of its own on the embedded server (KHOBOR_VAR chooses where) and drops it afterwards. Prints messages a second
of the whole (database included), of encrypting and signing alone, and what a batch's end costs in the database.
"""

import multiprocessing
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from socketserver import StreamRequestHandler, ThreadingTCPServer
from time import perf_counter

from support.database import own_database

SUBSCRIPTIONS = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
SECRET = "AAECAwQFBgcICQoLDA0ODw"
TEXT = "হাওরে আকস্মিক ঢল, বাঁধ ভেঙে তলিয়ে যাচ্ছে পাকা ধান; কৃষকেরা রাতভর কাটছেন"
SUBSCRIBE = """
INSERT INTO newsroom_pushsubscription (endpoint, p256dh, auth, topics, failures, made_at)
SELECT %(url)s || i, %(key)s, %(secret)s, ARRAY['all'], 0, now() FROM generate_series(1, %(count)s) i
"""


class Taking(StreamRequestHandler):
    def handle(self) -> None:
        length = 0
        for line in self.rfile:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            if line == b"\r\n":
                break
        self.rfile.read(length)
        self.wfile.write(b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


class Service(ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 512


def serve(port: int) -> None:
    Service(("127.0.0.1", port), Taking).serve_forever()


@contextmanager
def service() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = multiprocessing.Process(target=serve, args=(port,), daemon=True)
    process.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.join()


def main() -> None:
    with service() as host, own_database():
        measure(host)


def measure(host: str) -> None:
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from articles.models import Article, Section
    from newsroom.models import PushMessage
    from newsroom.push.delivery import Target, encrypt
    from newsroom.push.keys import Signer, make_keys
    from newsroom.push.sending import letter_of, send_batch

    keys, reader = make_keys(), make_keys()
    settings.KHOBOR_VAPID_PRIVATE_KEY, settings.KHOBOR_OUTBOUND_ALLOWED = keys.private, (host,)
    section = Section.objects.create(slug="bangladesh", name="বাংলাদেশ")
    Article.objects.create(
        public_id="abcd2345",
        section=section,
        headline=TEXT,
        published_at=timezone.now(),
        edition=1,
        revision=1,
    )
    with connection.cursor() as cursor:
        said = {"url": f"http://{host}/push/", "key": reader.public, "secret": SECRET, "count": SUBSCRIPTIONS}
        cursor.execute(SUBSCRIBE, said)
        cursor.execute("ANALYZE newsroom_pushsubscription")
    payload = {
        "title": "খবর · বাংলাদেশ",
        "body": TEXT,
        "url": "https://paper.example/bangladesh/abcd2345/",
        "tag": "story",
    }
    message = PushMessage.objects.create(
        topics=["all", "section:bangladesh", "story:abcd2345"],
        payload=payload,
        expires_at=timezone.now() + timedelta(hours=1),
    )
    letter = letter_of(message, timezone.now())
    target = Target(1, f"http://{host}/push/1", reader.public, SECRET)
    signer = Signer(keys.private, "mailto:push@paper.example")
    signer.authorization(target.endpoint)
    began = perf_counter()
    for _message in range(1000):
        encrypt(letter.body, target)
        signer.authorization(target.endpoint)
    print(f"encrypting and signing alone: {1000 / (perf_counter() - began):.0f} a second")
    began = perf_counter()
    while message.finished_at is None:
        send_batch(message.pk)
        message.refresh_from_db()
    seconds = perf_counter() - began
    print(f"{message.sent} of {SUBSCRIPTIONS} told in {seconds:.1f} s: {message.sent / seconds:.0f} a second")


if __name__ == "__main__":
    main()
