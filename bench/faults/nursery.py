"""Starts a program in a process of its own that works at once, since all it needs is loaded before it is asked for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from bench.servers import ROOT

Program = Callable[[str, int, int], None]
"""Given the address of a database, a first number, and a descriptor to report to."""


class Nursery:
    """A process that has loaded everything and is copied for each program."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="maalstreg-nursery-")
        self._made = 0
        # Not multiprocessing, which would run the caller's main module again; under a test that may be the app.
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, program: str, url: str, first: int) -> tuple[int, int]:
        """Start a program by its name; return its process and the descriptor to hear it by, which ends with it."""
        assert self._process.stdin
        assert self._process.stdout
        self._made += 1
        pipe = Path(self._folder.name) / str(self._made)
        os.mkfifo(pipe)
        print(program, url, first, pipe, file=self._process.stdin, flush=True)
        process = int(self._process.stdout.readline())
        return process, os.open(pipe, os.O_RDONLY)


@lru_cache(maxsize=1)
def open_nursery() -> Nursery:
    """Open the nursery of this process, which ends with it."""
    return Nursery()


def kill_stopped(process: int, pipe: int) -> bool:
    """Kill a program that says when it has stopped; return whether it had said so."""
    said = bool(os.read(pipe, 100))
    os.kill(process, signal.SIGKILL)
    while os.read(pipe, 100):
        pass
    os.close(pipe)
    return said


def _serve(programs: dict[str, Program]) -> None:
    """Start what is asked for, a line each, and answer with its process."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who were killed
    for line in iter(sys.stdin.readline, ""):
        name, url, first, pipe = line.split()
        process = os.fork()
        if process:
            print(process, flush=True)
        else:
            _run(programs[name], url, int(first), pipe)


def _run(program: Program, url: str, first: int, pipe: str) -> None:
    try:
        program(url, first, os.open(pipe, os.O_WRONLY))
    except BaseException:  # whatever it is, this copy must not go on to serve
        traceback.print_exc()
    finally:
        os._exit(0)


if __name__ == "__main__":
    from bench.faults import checkpoints, declarations, imports, writer

    _serve(
        {
            "writer": writer.write_on,
            "declarations": declarations.declare_and_stop,
            "checkpoints": checkpoints.write_and_checkpoint,
            "imports": imports.import_and_stop,
        }
    )
