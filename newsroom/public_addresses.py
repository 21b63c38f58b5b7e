"""Web addresses that somebody else chose: what one says exactly, and whether it is one of the public network.

Programs disagree about odd spellings (0177.0.0.1, a\\b, a@b); where they do, the address is refused.
"""

import contextlib
import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings

_LONGEST_URL: Final = 2000
_PORTS: Final = {"http": 80, "https": 443}
_LABEL: Final = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST: Final = re.compile(rf"(?=.{{1,253}}\Z){_LABEL}(?:\.{_LABEL})*")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_ODD: Final = re.compile(r"[\x00-\x20\x7f\\]")  # no address has these

_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
_GLOBAL_UNICAST: Final = ipaddress.IPv6Network("2000::/3")
# Inside it, but no machine's own: protocols with Teredo, 6to4, documentation (RFC 6890, 3056, 3849, 9637).
_SPECIAL_6: Final = [
    ipaddress.IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]
# Protocols (RFC 6890; Python takes some of them for global), and relays of 6to4 (RFC 7526).
_SPECIAL_4: Final = [ipaddress.IPv4Network(net) for net in ("192.0.0.0/24", "192.88.99.0/24")]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutboundError(Exception):
    """No answer. `reason` is one of

    - "address": not a web address, or not one of the public network
    - "refused": what came back is no HTTP, no encoding we read, or its certificate is not the host's
    - "timeout": not in time
    - "too_big": more bytes than asked for
    - "unreachable": no such host, no connection, or it broke off
    - "redirects": too many, to nowhere, or out of https
    """

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was read. `host` is ASCII, lower case, without a last dot or brackets; `path` has the query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def host_field(self) -> str:
        """The header Host."""
        return self._host if self.port == _PORTS[self.scheme] else f"{self._host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port

    @property
    def is_allowed(self) -> bool:
        """Named by whoever runs the paper: its address may be one of the house."""
        return f"{self._host}:{self.port}" in settings.KHOBOR_OUTBOUND_ALLOWED

    @property
    def _host(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


def read_address(url: str) -> Target:
    """Raises OutboundError ("address") for everything that is not plainly an address of the web."""
    if len(url) > _LONGEST_URL or _ODD.search(url):
        raise OutboundError("address", "not a web address")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise OutboundError("address", f"not a web address: {error}") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise OutboundError("address", "neither http nor https, or no host")
    if "@" in parts.netloc:
        raise OutboundError("address", "a name or password in the address")
    if port == 0:
        raise OutboundError("address", "there is no port 0")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?[]|^`{}")
    return Target(
        url=parts._replace(fragment="").geturl(),
        scheme=parts.scheme,
        host=_read_host(parts),
        port=port or _PORTS[parts.scheme],
        path=f"{path}?{query}" if query else path,
    )


def _read_host(parts: SplitResult) -> str:
    """One spelling of the host: an address as it is usually written, or a name in ASCII (IDNA).

    The last label decides which of the two it is, as in browsers (WHATWG URL, "ends in a number").
    """
    host = (parts.hostname or "").lower()
    try:
        if parts.netloc.startswith("["):
            if "%" in host:
                raise ValueError("a zone of one machine's network")
            return str(ipaddress.IPv6Address(host))
        host = host.encode("idna").decode("ascii").lower().removesuffix(".")
        if _NUMBER.fullmatch(host.rpartition(".")[2]):
            return str(ipaddress.IPv4Address(host))
    except ValueError as error:
        raise OutboundError("address", f"not a host: {error}") from error
    if not _HOST.fullmatch(host):
        raise OutboundError("address", "not a host's name")
    return host


def follow_redirect(base: str, location: str) -> str:
    """Where a redirect leads. http.client reads headers as Latin-1, though they are mostly UTF-8."""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        url = urljoin(base, location.strip())
    except ValueError as error:
        raise OutboundError("redirects", "a redirect to nowhere") from error
    if base.startswith("https:") and not url.startswith("https:"):
        raise OutboundError("redirects", "a redirect out of https")
    return url


def is_public(address: Address) -> bool:
    """True for a unicast address of the public network, also for one that stands for such an IPv4 address."""
    if isinstance(address, ipaddress.IPv4Address):
        return (
            address.is_global and not address.is_multicast and not any(address in net for net in _SPECIAL_4)
        )
    if address.ipv4_mapped:
        return is_public(address.ipv4_mapped)
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if address not in _GLOBAL_UNICAST or any(address in net for net in _SPECIAL_6):
        return False
    return address.is_global
