"""The private server: there as long as somebody needs it, however they come and go."""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import psycopg
import pytest

from config import embedded
from config.embedded import PORT, EmbeddedPostgresError, ensure_running, socket_dir
from config.environment import BASE_DIR

PATIENCE = 20  # seconds, for what takes one

# A process of ours: it connects, says which server it found, and says so again at each line it reads.
PROGRAM = """
import sys, django
django.setup()
from django.db import connection
print("here", flush=True)
for line in sys.stdin:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, pg_postmaster_start_time()")
        print(*cursor.fetchone(), flush=True)
"""


class User:
    """A process that uses the server below `var`, in the manner of manage.py."""

    def __init__(self, var: Path, user: int | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=BASE_DIR,
            env=environment(var),
            user=user,
            group=user,
            extra_groups=None if user is None else [],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self) -> str:
        """Which role am I, on a server that started when?"""
        self.say("which?")
        return self.hear()

    def say(self, line: str) -> None:
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        answer = self.process.stdout.readline().strip()
        assert answer, self.process.stderr.read()
        return answer

    def leave(self) -> None:
        self.process.stdin.close()
        self.process.wait(PATIENCE)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    def close(self) -> None:
        self.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(BrokenPipeError):
                pipe.close()


def environment(var: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LANG", "HOME") if name in os.environ}
    return kept | {"DJANGO_SETTINGS_MODULE": "config.settings", "DEBUG": "1", "KHOBOR_VAR": str(var)}


@pytest.fixture
def var() -> Iterator[Path]:
    """A place to keep a server in, with a name short enough for its socket; nothing is left of it."""
    place = Path(tempfile.mkdtemp(prefix="khobor-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(socket_dir(place / "postgres"), ignore_errors=True)
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def enter(var: Path) -> Iterator[Callable[..., User]]:
    """enter() -> somebody who uses the server; all are gone, and the server with them, at the end."""
    with ExitStack() as stack:
        stack.callback(wait_until_stopped, var / "postgres")

        def start(place: Path = var, user: int | None = None) -> User:
            somebody = User(place, user)
            stack.callback(somebody.close)
            assert somebody.hear() == "here"
            return somebody

        yield start


def is_locked(path: Path) -> bool:
    with path.open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_until_stopped(home: Path) -> None:
    """Until the keeper has let go of its lock: then it has stopped the server."""
    clock = threading.Event()
    for _turn in range(PATIENCE * 50):
        if not (home / "keeper.lock").exists() or not is_locked(home / "keeper.lock"):
            return
        clock.wait(0.02)
    raise AssertionError("the keeper does not end")


def is_stopped(home: Path) -> bool:
    sockets = list(socket_dir(home).glob(".s.PGSQL*"))
    return not sockets and not (home / "data" / "postmaster.pid").exists()


def keepers_of(home: Path) -> list[int]:
    wanted = [b"config.keeper", os.fsencode(home)]
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cmdline").read_bytes().split(b"\0")[-3:-1] == wanted:
                found.append(int(process.name))
    return found


# Coming and going


def test_two_who_come_at_once_share_a_server_that_stops_when_both_are_gone(
    var: Path, enter: Callable[..., User]
) -> None:
    home = var / "postgres"
    first, second = enter(), enter()
    first.say("which?")  # both at once: neither found a server
    second.say("which?")
    answer = first.hear()
    assert second.hear() == answer
    assert answer.startswith("khobor_newsroom ")
    assert (home / "run" / f".s.PGSQL.{PORT}").exists()
    assert not (home / "run").stat().st_mode & 0o077
    first.leave()
    assert second.ask() == answer
    second.kill()  # with no chance to say good-bye
    wait_until_stopped(home)
    assert is_stopped(home)


def test_what_was_killed_starts_again(var: Path, enter: Callable[..., User]) -> None:
    home = var / "postgres"
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("needs /proc to find the keeper")
    before = enter()
    answer = before.ask()
    (keeper,) = keepers_of(home)
    postmaster = int((home / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(keeper, signal.SIGKILL)
    os.kill(postmaster, signal.SIGKILL)
    before.kill()
    wait_until_stopped(home)
    assert (home / "data" / "postmaster.pid").exists()  # as after a power cut
    after = enter()
    assert after.ask() not in ("", answer)
    after.leave()
    wait_until_stopped(home)
    assert is_stopped(home)


def test_a_server_that_is_killed_is_started_again_under_those_who_use_it(
    var: Path, enter: Callable[..., User]
) -> None:
    somebody = enter()
    assert somebody.ask()
    home = var / "postgres"

    def server() -> int:
        try:
            return int((home / "data" / "postmaster.pid").read_text().split()[0])
        except (OSError, IndexError):
            return 0

    killed = server()
    assert killed > 1
    os.kill(killed, signal.SIGKILL)
    clock = threading.Event()
    for _turn in range(PATIENCE * 20):
        with suppress(psycopg.OperationalError):
            psycopg.connect(host=str(socket_dir(home)), user="postgres", dbname="postgres").close()
            if server() not in {0, killed}:
                break
        clock.wait(0.05)
    assert server() not in {0, killed}
    somebody.leave()
    wait_until_stopped(home)
    assert is_stopped(home)


def test_a_keeper_that_is_killed_leaves_a_server_that_the_next_one_takes_over(
    var: Path, enter: Callable[..., User]
) -> None:
    home = var / "postgres"
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("needs /proc to find the keeper")
    first = enter()
    answer = first.ask()
    (keeper,) = keepers_of(home)
    os.kill(keeper, signal.SIGKILL)
    wait_until_stopped(home)
    second = enter()
    assert second.ask() == answer  # the same server, never interrupted
    second.leave()
    first.leave()
    wait_until_stopped(home)
    assert is_stopped(home)


def test_a_keeper_whose_starter_is_gone_starts_and_stops_all_the_same(var: Path) -> None:
    home = var / "postgres"
    home.mkdir()
    keeper = subprocess.Popen(
        [sys.executable, "-m", "config.keeper", str(home)],
        cwd=BASE_DIR,
        env=environment(var),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    keeper.stdout.close()  # nobody will hear that it is ready
    assert keeper.wait(PATIENCE) == 0, keeper.stderr.read().decode()
    keeper.stderr.close()
    assert (home / "data" / "PG_VERSION").exists()
    assert is_stopped(home)


# Places


def test_an_interrupted_first_start_is_begun_again_in_a_place_with_a_difficult_name(
    enter: Callable[..., User], var: Path
) -> None:
    deep = var / 'it\'s a "place"; with $(signs)' / ("নদী" * 20) / ("x" * 60)
    home = deep / "postgres"
    (home / "data").mkdir(parents=True)
    (home / "data" / "postgresql.conf").write_text("left behind")
    (home / "data.making" / "base").mkdir(parents=True)
    (home / "data.making" / "PG_VERSION").write_text("18\n")  # initdb writes it first of all
    sockets = socket_dir(home)
    assert len(os.fsencode(sockets)) < 100
    assert deep not in sockets.parents
    try:
        somebody = enter(deep)
        assert somebody.ask().startswith("khobor_newsroom ")
        assert not (home / "data.making").exists()
        assert (sockets / f".s.PGSQL.{PORT}").exists()
        somebody.leave()
        wait_until_stopped(home)
        assert is_stopped(home)
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


@pytest.mark.parametrize("name", ["short", "x" * 200, "খবর" * 30])
def test_a_socket_has_a_short_path_and_every_place_its_own(name: str, tmp_path: Path) -> None:
    sockets = socket_dir(tmp_path / name)
    assert len(os.fsencode(sockets / f".s.PGSQL.{PORT}")) < 104
    assert sockets == socket_dir(tmp_path / name)
    assert sockets != socket_dir(tmp_path / (name + "y"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can run it as somebody else")
def test_an_ordinary_user_needs_no_rights(var: Path, enter: Callable[..., User]) -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    os.chown(var, nobody, nobody)
    try:
        somebody = enter(user=nobody)
    except (PermissionError, AssertionError) as error:
        pytest.skip(f"an ordinary user cannot read the environment of these tests: {str(error)[-60:]}")
    assert somebody.ask().startswith("khobor_newsroom ")
    assert (var / "postgres" / "data").stat().st_uid == nobody
    assert (var / "postgres" / "run").stat().st_uid == nobody
    somebody.leave()
    wait_until_stopped(var / "postgres")
    assert is_stopped(var / "postgres")


# What cannot be


def refusal_of(home: Path) -> str:
    with pytest.raises(EmbeddedPostgresError) as refusal:
        ensure_running(home)
    message = str(refusal.value)
    assert "\n" not in message
    assert str(home) in message or str(socket_dir(home)) in message
    assert home not in embedded._held
    return message


def test_a_file_in_the_servers_place_is_said_in_one_line(tmp_path: Path) -> None:
    home = tmp_path / "postgres"
    home.write_text("not a directory")
    assert "cannot be used" in refusal_of(home)
    assert "cannot be used" in refusal_of(home / "below")


def test_it_is_one_line_on_the_command_line_too(tmp_path: Path) -> None:
    (tmp_path / "postgres").write_text("not a directory")
    result = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=BASE_DIR,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    assert result.stderr.startswith("The database cannot be reached: The embedded PostgreSQL in ")


def test_the_reason_of_the_server_itself_is_told(var: Path) -> None:
    data = var / "postgres" / "data"
    data.mkdir(mode=0o700, parents=True)
    (data / "PG_VERSION").write_text("9.6\n")
    (data / "server.log").write_text("FATAL:  of another day\n")
    message = refusal_of(var / "postgres")
    assert "PG_VERSION" in message or "pg_control" in message or "postgresql.conf" in message
    assert "another day" not in message


def test_a_socket_directory_that_others_can_enter_is_refused(var: Path) -> None:
    home = var / ("x" * 120) / "postgres"
    sockets = socket_dir(home)
    sockets.mkdir()
    sockets.chmod(0o777)  # as somebody who waits for a superuser's session would make it
    try:
        assert "only its owner can enter" in refusal_of(home)
    finally:
        shutil.rmtree(sockets)
