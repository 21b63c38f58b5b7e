"""Asking addresses that somebody else chose: an agency's feed, a reader's push service.

Such an address may be meant to reach what stands behind our walls: the database's port, a cloud's metadata, a printer.
So the host is looked up once, every answer must be a public address, and exactly that address is connected to (a second
look-up could say something else). TLS still speaks of, and is checked against, the host's name. Redirects are new
addresses and are treated so. The whole of it has one deadline and one limit of bytes, whatever the other side does.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from newsroom.public_addresses import OutboundError, Target, follow_redirect, is_public, read_address

__all__ = ["Answer", "OutboundError", "ask", "check_address"]

AGENT: Final = "Khobor"
_REDIRECTS: Final = {301, 302, 303, 307, 308}
_PRIVATE_HEADERS: Final = {"authorization", "cookie", "proxy-authorization"}  # for one host, and no other
_OUR_HEADERS: Final = {"host", "connection", "content-length", "transfer-encoding"}
_HEAD_BYTES: Final = 128 * 1024  # what headers and the marks of chunks may take besides the body
_PIECE: Final = 64 * 1024
_ADDRESSES: Final = 4  # of one host, tried one after the other


@dataclass(frozen=True, slots=True)
class Answer:
    """Header names are in lower case; `url` is where the answer came from, after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def ask(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    seconds: float = 10.0,
    most_bytes: int,
    redirects: int = 0,
) -> Answer:
    """What `url` answers, whatever the status, within `seconds` for the whole of it.

    With `redirects` at 0 a redirect is an answer like others; only GET and HEAD are ever redirected. Of an answer that
    is no success (2xx), what goes beyond `most_bytes` is cut off; of a success that is an error. Raises OutboundError.
    """
    deadline = time.monotonic() + seconds
    sent = {name.lower(): value for name, value in (headers or {}).items()}
    target = read_address(url)
    for _number in range(redirects + 1):
        answer = _ask_once(target, method, sent, body, deadline, most_bytes)
        location = answer.headers.get("location")
        if not redirects or method not in {"GET", "HEAD"} or answer.status not in _REDIRECTS or not location:
            return answer
        origin, target = target.origin, read_address(follow_redirect(target.url, location))
        if target.origin != origin:
            sent = {name: value for name, value in sent.items() if name not in _PRIVATE_HEADERS}
    raise OutboundError("redirects", f"more than {redirects} redirects")


def check_address(url: str, seconds: float = 5.0) -> None:
    """Whether `url` may be asked at all; nothing is sent there. Raises OutboundError, also when its host is unknown."""
    try:
        _look_up(read_address(url), time.monotonic() + seconds)
    except TimeoutError as error:
        raise OutboundError("timeout", "no answer in time") from error


def _ask_once(
    target: Target,
    method: str,
    headers: Mapping[str, str],
    body: bytes | None,
    deadline: float,
    most_bytes: int,
) -> Answer:
    try:
        with _connect(target, deadline) as sock:
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.sock = _Wire(sock, deadline, 2 * most_bytes + _HEAD_BYTES)
            connection.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
            for name, value in _sent_headers(target, method, headers, body).items():
                connection.putheader(name, value)
            connection.endheaders(body)
            response = connection.getresponse()
            said = _lower(response)
            stands = b"" if response.status in _REDIRECTS else _read_body(response, said, most_bytes)
    except TimeoutError as error:
        raise OutboundError("timeout", "no answer in time") from error
    except (ConnectionError, http.client.IncompleteRead) as error:
        raise OutboundError("unreachable", _words(error)) from error
    except (ssl.SSLError, http.client.HTTPException, zlib.error, ValueError) as error:
        raise OutboundError("refused", _words(error)) from error
    except OSError as error:
        raise OutboundError("unreachable", _words(error)) from error
    return Answer(response.status, said, stands, target.url)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _sent_headers(
    target: Target, method: str, headers: Mapping[str, str], body: bytes | None
) -> dict[str, str]:
    sent = {"host": target.host_field, "user-agent": AGENT, "accept": "*/*", "accept-encoding": "gzip"}
    sent |= {name: value for name, value in headers.items() if name not in _OUR_HEADERS}
    if body is not None or method not in {"GET", "HEAD"}:
        sent["content-length"] = str(len(body or b""))
    return {**sent, "connection": "close"}


# --- The connection


def _look_up(target: Target, deadline: float) -> list[tuple[Any, ...]]:
    """The addresses of the host, as getaddrinfo has them, all checked.

    A resolver knows no deadline, so a thread waits for it.
    """
    found: list[Any] = []

    def resolve() -> None:
        try:
            found.append(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=resolve, daemon=True)
    thread.start()
    thread.join(_remaining(deadline))
    if not found:
        raise TimeoutError("the resolver did not answer")
    if isinstance(found[0], Exception):
        raise OutboundError("unreachable", f"no such host: {found[0]}")
    infos: list[tuple[Any, ...]] = found[0]
    if not target.is_allowed and not all(is_public(ipaddress.ip_address(info[4][0])) for info in infos):
        raise OutboundError("address", "not an address of the public network")
    return infos[:_ADDRESSES]


def _connect(target: Target, deadline: float) -> socket.socket:
    """A connection to the first checked address that takes one; each gets its share of the time that is left."""
    infos = _look_up(target, deadline)
    failure: OSError = OSError("no address")
    for index, (family, kind, protocol, _name, address) in enumerate(infos):
        sock = socket.socket(family, kind, protocol)
        try:
            sock.settimeout(_remaining(deadline) / (len(infos) - index))
            sock.connect(address)
            if target.scheme == "https":
                sock.settimeout(_remaining(deadline))
                sock = _tls().wrap_socket(sock, server_hostname=target.host)
        except ssl.SSLError:
            sock.close()
            raise  # it answered, and wrongly
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    raise failure


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _remaining(deadline: float) -> float:
    """Seconds. Raises TimeoutError when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the deadline has passed")
    return left


class _Wire:
    """What http.client takes for a socket: each piece, in or out, against the one deadline."""

    def __init__(self, sock: socket.socket, deadline: float, most_bytes: int) -> None:
        self._socket, self._deadline, self._most_bytes = sock, deadline, most_bytes

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._socket, self._deadline, self._most_bytes), _PIECE)

    def sendall(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            self._socket.settimeout(_remaining(self._deadline))
            view = view[self._socket.send(view) :]

    def close(self) -> None:
        """http.client closes early, and reads on; `_ask_once` closes."""


class _Incoming(io.RawIOBase):
    """A socket read against one deadline and one number of bytes, however they are dripped."""

    def __init__(self, sock: socket.socket, deadline: float, most_bytes: int) -> None:
        self._socket, self._deadline, self._left = sock, deadline, most_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(_remaining(self._deadline))
        count = self._socket.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise OutboundError("too_big", "too many bytes")
        return count


# --- The answer


def _lower(response: http.client.HTTPResponse) -> dict[str, str]:
    said: dict[str, str] = {}
    for name, value in response.getheaders():
        name = name.lower()
        said[name] = f"{said[name]}, {value}" if name in said else value
    return said


def _read_body(response: http.client.HTTPResponse, headers: Mapping[str, str], most_bytes: int) -> bytes:
    """The body, unpacked. Raises OutboundError beyond `most_bytes`, but for an answer that is no success."""
    unpacking = _Unpacking(headers.get("content-encoding", ""))
    whole = bytearray()
    while piece := response.read(_PIECE):
        whole += unpacking.take(piece, most_bytes + 1 - len(whole))
        if len(whole) > most_bytes:
            if 200 <= response.status < 300:
                raise OutboundError("too_big", f"more than {most_bytes} bytes")
            return bytes(whole[:most_bytes])
    if response.length or not unpacking.is_whole:
        raise OutboundError("unreachable", "the answer broke off")
    return bytes(whole)


class _Unpacking:
    """gzip and deflate by the piece, never more of it than asked for."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in {"", "identity", "gzip", "deflate"}:
            raise ValueError(f"content-encoding {encoding[:50]!r}")
        self._inner: Any = None

    @property
    def is_whole(self) -> bool:
        return self._inner is None or self._inner.eof

    def take(self, piece: bytes, most: int) -> bytes:
        if self._encoding in {"", "identity"}:
            return piece[:most]
        out = bytearray()
        while piece and len(out) < most:
            if self._inner is None or self._inner.eof:  # gzip may have several members, one after the other
                self._inner = zlib.decompressobj(self._window_bits(piece))
            out += self._inner.decompress(piece, most - len(out))
            piece = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail
        return bytes(out)

    def _window_bits(self, piece: bytes) -> int:
        """As zlib counts them. "deflate" is zlib's format by the standard, and a bare stream with some servers."""
        if self._encoding == "gzip":
            return 16 + zlib.MAX_WBITS
        return zlib.MAX_WBITS if piece[0] & 0x0F == 8 else -zlib.MAX_WBITS
