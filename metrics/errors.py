"""Problems with a request or with data: a code, a place and parameters. The catalogues hold the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `code` names the text `error.<code>`; `place` says where in the input, `line` where in a file."""

    code: str
    place: str = ""
    params: dict[str, object] = field(default_factory=dict)
    line: int | None = field(default=None, compare=False)


class InvalidInput(Exception):
    """Refused input. Carries every problem found; nothing has been written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.place}: {p.code} {p.params}" for p in self.problems))


def refuse(code: str, place: str = "", **params: object) -> InvalidInput:
    """Return an `InvalidInput` with a single problem, ready to raise."""
    return InvalidInput([Problem(code, place, params)])
