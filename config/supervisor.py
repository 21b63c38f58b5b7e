"""Runs several programs as one: starts them, restarts one that crashes, passes signals on, stops them all."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

STOP_SECONDS = 10  # what a child gets to finish its requests before it is killed
FIRST_DELAY, LONGEST_DELAY = 0.5, 15.0  # seconds before a crashed child is started again; doubles
STEADY_SECONDS = 30  # a child that ran this long has earned the short delay again
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One program. `environment` replaces ours for it."""

    name: str
    command: Sequence[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    delay: float = FIRST_DELAY
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the child through us alone, and only once.
        self.process = subprocess.Popen(
            self.command, env=self.environment, start_new_session=True, preexec_fn=_end_with_parent
        )
        self.started_at = time.monotonic()

    def signal(self, number: int) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def end_group(self) -> None:
        """Kill whatever is left of the child and of the processes it started."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Keeps its children running until it is told to stop by SIGINT or SIGTERM. SIGHUP is passed on (reload)."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = False

    def run(self, when_started: Callable[[], None] = lambda: None) -> None:
        """Start all, call `when_started`, and return when all have stopped."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGHUP, self._pass_on)
        for child in self.children:
            child.start()
        try:
            when_started()
            while not self.stopping:
                self._restart_crashed()
                time.sleep(0.2)
        finally:
            self._stop_all()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        for child in self.children:
            child.signal(number)

    def _restart_crashed(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.restart_at:
                    child.start()
            elif (code := child.process.poll()) is not None:
                child.end_group()  # what a killed master leaves behind would share the port with its successor
                child.delay = FIRST_DELAY if now - child.started_at > STEADY_SECONDS else child.delay * 2
                child.delay = min(child.delay, LONGEST_DELAY)
                child.restart_at = now + child.delay
                child.process = None
                self.say(f"{child.name} ended with {code}; starting it again in {child.delay:.1f} s")

    def _stop_all(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{child.name} does not stop; killing it")
            child.end_group()
            child.process.wait()


def _end_with_parent() -> None:
    """In the child, before exec: be told to stop if the supervisor itself is killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
