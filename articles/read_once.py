"""Whether a read counts: a reader once for each story and day, an address a few times in an hour.

Nothing of it is ever stored or sent. A reader is a hash under a salt that this process makes for one day and forgets
with it; the tables of hashes have one size whatever comes, and a newcomer may take an older one's place.
"""

import secrets
from array import array
from datetime import datetime
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from typing import Final

READERS: Final = 2**19  # 4 MB
ADDRESSES: Final = 2**18  # 256 KB
# A school or a telephone company has one address for many readers; one reader can pretend to be as many.
MOST_OF_ONE_ADDRESS: Final = 30  # for one story and hour


class ReadOnce:
    """What one process remembers of one day's reads. Not safe for threads: its owner holds a lock."""

    def __init__(self) -> None:
        self._day = self._hour = ""
        self._salt = b""
        self._readers = array("Q")
        self._addresses = bytearray()

    def is_new(self, public_id: str, address: str, agent: str, now: datetime) -> bool:
        """Whether this reader's read of the story counts at `now`; remembers that it did."""
        self._turn_over(now)
        network = network_of(address)
        # Nought marks an empty place.
        reader = self._hash(public_id, network, agent) or 1
        if self._readers[reader % READERS] == reader:
            return False
        # Two addresses may share a place: the fewer count, never the more.
        place = self._hash(public_id, network) % ADDRESSES
        if self._addresses[place] >= MOST_OF_ONE_ADDRESS:
            return False
        self._addresses[place] += 1
        self._readers[reader % READERS] = reader
        return True

    def _turn_over(self, now: datetime) -> None:
        if (day := now.strftime("%Y%m%d")) != self._day:
            self._day, self._salt = day, secrets.token_bytes(16)
            self._readers = array("Q", bytes(8 * READERS))
        if (hour := now.strftime("%Y%m%d%H")) != self._hour:
            self._hour, self._addresses = hour, bytearray(ADDRESSES)

    def _hash(self, *parts: str) -> int:
        words = "\0".join(parts).encode(errors="replace")
        return int.from_bytes(blake2b(words, digest_size=8, key=self._salt).digest())


def network_of(address: str) -> str:
    """An address as one subscriber has it: in version 6 the first half, of which the other is for free."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(int(parsed) >> 64) if isinstance(parsed, IPv6Address) else str(parsed)
