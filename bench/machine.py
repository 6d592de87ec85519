"""What the machine spends: on each program that was started from here, and on all else."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

OTHERS = "others"


class _Process(NamedTuple):
    """A process: its program, its parent and the processor seconds it and its ended children have used."""

    name: str
    parent: int
    seconds: float


def read_spent() -> dict[str, float]:
    """Read the processor seconds used so far by this process and all below it, by program; and by `OTHERS`.

    Nothing where the system does not tell.
    """
    there = dict(_list_processes())
    spent: dict[str, float] = defaultdict(float)
    for number, process in there.items():
        if _is_below(number, os.getpid(), there):
            spent[process.name] += process.seconds
    spent[OTHERS] = _read_busy() - sum(spent.values())
    return spent


def read_spent_below(root: int) -> float:
    """Read the processor seconds used so far by a process and all below it."""
    there = dict(_list_processes())
    return sum(process.seconds for number, process in there.items() if _is_below(number, root, there))


def _list_processes() -> list[tuple[int, _Process]]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            said = (folder / "stat").read_text()
        except OSError:  # it has ended
            continue
        name, rest = said.partition("(")[2].rpartition(")")[::2]
        fields = rest.split()
        seconds = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        found.append((int(folder.name), _Process(name, int(fields[1]), seconds)))
    return found


def _is_below(number: int, root: int, there: dict[int, _Process]) -> bool:
    """Tell whether a process is another one or was started below it."""
    while number != root:
        if number not in there:
            return False
        number = there[number].parent
    return True


def _read_busy() -> float:
    """Read the seconds that all cores have worked since the machine began."""
    state = Path("/proc/stat")
    if not state.exists():
        return 0.0
    user, nice, system, _, _, interrupt, soft = map(int, state.read_text().split(None, 8)[1:8])
    return (user + nice + system + interrupt + soft) / os.sysconf("SC_CLK_TCK")
