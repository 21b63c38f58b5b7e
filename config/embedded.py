"""A private PostgreSQL that runs while somebody needs it.

Every process that needs the database holds a shared lock on `users.lock`. One
small *keeper* process starts the server, then waits for the exclusive lock on
the same file, which it gets when the last user is gone, however that user
ended (the kernel drops the locks of a killed process); then it stops the
server. So several processes may start and end in any order, and nothing has
to be counted or cleaned up.

    var/postgres/  users.lock  start.lock  keeper.lock  keeper.log  data/  run/

The server listens on a Unix socket in a directory only its owner can enter,
never on a port; so two checkouts on one machine cannot meet.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

PORT = 5432  # only the socket's file name
SYSTEM_USER = "embedded_postgres"  # PostgreSQL refuses to run as root; then the server runs as this user
_SOCKET_PATH_LIMIT = 100  # sun_path has 104 bytes on macOS, 108 on Linux

_held: dict[Path, IO[bytes]] = {}


class EmbeddedPostgresError(Exception):
    """The embedded server could not be started; the message says why in one line."""


def socket_dir(home: Path) -> Path:
    """The directory of the server's socket: in `home`, or a short one when that path is too long for a socket."""
    candidate = home / "run"
    if len(os.fsencode(candidate)) + len(f"/.s.PGSQL.{PORT}") < _SOCKET_PATH_LIMIT:
        return candidate
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"khobor-{os.geteuid()}-{name}"


def ensure_running(home: Path) -> None:
    """Start the server in `home` unless it runs, and keep it running for as long as this process lives.

    Safe to call often, from any thread and from several processes at once.
    Raises EmbeddedPostgresError.
    """
    if home in _held:
        return
    try:
        home.mkdir(parents=True, exist_ok=True)
        users = (home / "users.lock").open("ab")
        fcntl.flock(users, fcntl.LOCK_SH)  # waits while a keeper is stopping the server
        with (home / "start.lock").open("ab") as start:
            fcntl.flock(start, fcntl.LOCK_EX)
            if not _keeper_is_alive(home):
                _start_keeper(home)
    except OSError as error:
        raise EmbeddedPostgresError(f"The embedded PostgreSQL in {home} cannot be used: {error}") from error
    _held[home] = users


def _keeper_is_alive(home: Path) -> bool:
    with (home / "keeper.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _start_keeper(home: Path) -> None:
    log_path = home / "keeper.log"
    with log_path.open("wb") as log:
        keeper = (
            subprocess.Popen(  # its own session: a Ctrl-C in the terminal is for us, not for the database
                [sys.executable, "-m", "config.keeper", str(home)],
                cwd=Path(__file__).resolve().parent.parent,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        )
    assert keeper.stdout is not None
    with keeper.stdout as answer:
        if answer.readline().strip() == b"ready":
            return
    keeper.wait()
    lines = log_path.read_text(errors="replace").strip().splitlines() or ["it gave no reason"]
    raise EmbeddedPostgresError(f"The embedded PostgreSQL did not start: {lines[-1]} (see {log_path})")
