"""The supervisor restarts what crashes, passes signals on, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.environment import BASE_DIR

# A supervisor over two small programs; each writes a line per event into its own file.
CHILD = """
import os, pathlib, signal, sys, time
log = pathlib.Path(sys.argv[1]).open("a", buffering=1)
def note(word): log.write(f"{word} {os.getpid()}\\n")
signal.signal(signal.SIGHUP, lambda *_: note("hup"))
if sys.argv[2] != "stubborn":
    signal.signal(signal.SIGTERM, lambda *_: (note("term"), sys.exit(0)))
else:
    signal.signal(signal.SIGTERM, lambda *_: note("ignored"))
if sys.argv[2] == "master":
    import subprocess
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    log.write(f"worker {worker.pid}\\n")
note("start")
while True: time.sleep(0.05)
"""
PARENT = """
import os, sys
from config import supervisor
supervisor.STOP_SECONDS = 1
supervisor.FIRST_DELAY = 0.05
child, folder, *kinds = sys.argv[1:]
children = [
    supervisor.Child(f"child{n}", [sys.executable, "-c", child, f"{folder}/{n}", kind], dict(os.environ), delay=0.05)
    for n, kind in enumerate(kinds)
]
supervisor.Supervisor(children, say=lambda words: print(words, flush=True)).run()
"""


def until(true: Callable[[], object], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def events(folder: Path, child: int, word: str) -> list[int]:
    """The process ids of the child's events of this kind, oldest first."""
    path = folder / str(child)
    lines = path.read_text().splitlines() if path.exists() else []
    return [int(line.split()[1]) for line in lines if line.startswith(f"{word} ")]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]


@pytest.fixture
def supervise(tmp_path):
    started: list[subprocess.Popen] = []

    def start(*kinds: str) -> subprocess.Popen:
        command = [sys.executable, "-c", PARENT, CHILD, str(tmp_path), *kinds]
        process = subprocess.Popen(command, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True)
        started.append(process)
        until(lambda: all(events(tmp_path, n, "start") for n in range(len(kinds))))
        return process

    yield start
    for process in started:
        process.terminate()  # it ends its children, and what they started
        process.wait(15)
        process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_all_children(supervise, tmp_path, number):
    parent = supervise("polite", "polite")
    children = [events(tmp_path, n, "start")[0] for n in (0, 1)]
    parent.send_signal(number)
    assert parent.wait(15) == 0
    assert not any(is_alive(pid) for pid in children)
    assert all(events(tmp_path, n, "term") for n in (0, 1))


def test_a_crashed_child_is_started_again_and_the_other_is_left_alone(supervise, tmp_path):
    supervise("polite", "polite")
    first = events(tmp_path, 0, "start")[0]
    os.kill(first, signal.SIGKILL)
    until(lambda: len(events(tmp_path, 0, "start")) == 2)
    assert events(tmp_path, 0, "start")[1] != first
    assert len(events(tmp_path, 1, "start")) == 1


def test_what_a_killed_master_leaves_behind_does_not_live_on(supervise, tmp_path):
    supervise("master")
    (worker,) = events(tmp_path, 0, "worker")
    os.kill(events(tmp_path, 0, "start")[0], signal.SIGKILL)
    until(lambda: len(events(tmp_path, 0, "start")) == 2)
    until(lambda: not is_alive(worker))


def test_a_reload_signal_is_passed_on(supervise, tmp_path):
    parent = supervise("polite", "polite")
    parent.send_signal(signal.SIGHUP)
    until(lambda: all(events(tmp_path, n, "hup") for n in (0, 1)))
    assert parent.poll() is None


def test_a_child_that_will_not_stop_is_killed(supervise, tmp_path):
    parent = supervise("stubborn")
    (child,) = events(tmp_path, 0, "start")
    parent.terminate()
    assert parent.wait(15) == 0
    assert events(tmp_path, 0, "ignored")
    assert not is_alive(child)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
def test_killing_the_supervisor_itself_leaves_no_children(supervise, tmp_path):
    parent = supervise("polite")
    (child,) = events(tmp_path, 0, "start")
    parent.kill()
    parent.wait()
    until(lambda: not is_alive(child))
