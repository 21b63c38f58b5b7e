"""A server on this machine that says whatever a test wants, byte for byte, and remembers what it was asked."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Says = Iterable[bytes]  # sent piece by piece


@dataclass
class HostileServer:
    """`pages` says what each path answers; `asked` has the head of each question, as it came."""

    port: int
    pages: dict[str, Callable[[], Says]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.place}{path}"

    def say(self, *pieces: bytes, path: str = "/") -> str:
        """These bytes, whole; the address where they are to be had."""
        self.pages[path] = lambda: pieces
        return self.url(path)

    def answer(
        self, body: bytes = b"", *, status: str = "200 OK", headers: Iterable[str] = (), path: str = "/"
    ) -> str:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
        return self.say("\r\n".join([*lines, "", ""]).encode(), body, path=path)

    def drip(self, *head: bytes, piece: bytes = b"x", path: str = "/") -> str:
        """`head`, and then `piece` again and again, slowly, as long as anybody listens."""

        def pieces() -> Says:
            yield from head
            while not self.stopped.wait(0.01):
                yield piece

        self.pages[path] = pieces
        return self.url(path)

    def redirect(self, location: str, *, status: str = "302 Found", path: str = "/") -> str:
        return self.answer(status=status, headers=[f"Location: {location}"], path=path)


@contextmanager
def hostile_server(
    wrap: Callable[[socket.socket], socket.socket] = lambda sock: sock,
) -> Iterator[HostileServer]:
    """`wrap` may put TLS around each connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = HostileServer(listener.getsockname()[1])

        def serve() -> None:
            while True:
                connection, _peer = listener.accept()
                if server.stopped.is_set():
                    connection.close()
                    return
                threads.append(threading.Thread(target=_talk, args=(server, connection, wrap)))
                threads[-1].start()

        threads: list[threading.Thread] = []
        serving = threading.Thread(target=serve)
        serving.start()
        try:
            yield server
        finally:
            server.stopped.set()
            with socket.socket() as waking:
                waking.connect(("127.0.0.1", server.port))
            for thread in [serving, *threads]:
                thread.join()


def _talk(server: HostileServer, raw: socket.socket, wrap: Callable[[socket.socket], socket.socket]) -> None:
    raw.settimeout(5)
    with suppress(OSError), wrap(raw) as connection:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(65536)
            if not piece:
                return
            head += piece
        server.asked.append(head.decode("latin-1"))
        path = server.asked[-1].split(" ")[1].partition("?")[0]
        for part in server.pages.get(
            path, lambda: [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"]
        )():
            connection.sendall(part)
