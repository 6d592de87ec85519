"""What can be wrong with a request or with data: a code, a place and values; the catalogue has the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `code` names a text `error.<code>`; `place` is where in the input it stands."""

    code: str
    place: str = ""
    params: dict[str, object] = field(default_factory=dict)


class InvalidInput(Exception):
    """The input is refused. Carries every problem found, and nothing has been written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.place}: {p.code} {p.params}" for p in self.problems))


def refuse(code: str, place: str = "", **params: object) -> InvalidInput:
    """An `InvalidInput` with a single problem, ready to raise."""
    return InvalidInput([Problem(code, place, params)])
