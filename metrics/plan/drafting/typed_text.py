"""What is typed in a form of a plan's editor before it is saved in the plan: each field as it is left, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from metrics.errors import Problem
from metrics.plan.terms import is_intact

LONGEST_TYPED = 20_000  # signs; a whole goal may be typed as text


@dataclass(frozen=True, slots=True)
class TypedField:
    """What stands in one field, who typed it last and when; `base` is what the plan said then.

    Each save counts the version up.
    """

    field: str
    text: str
    base: str
    person: str
    saved_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class TypedChange:
    """What somebody wants to stand in a field, who had read the version `read` of it; 0 where nothing was typed.

    What is typed is let go again where it is what the plan says already: its `base`.
    """

    field: str
    text: str
    base: str
    read: int = 0


def find_typing_problems(
    changes: Iterable[TypedChange], typed: Mapping[str, TypedField]
) -> Iterator[Problem]:
    """Find what keeps changes from being saved: what cannot be kept, or somebody's newer text that was not seen."""
    for change in changes:
        stands = typed.get(change.field)
        if stands and stands.version != change.read and stands.text != change.text:
            params: dict[str, object] = {"by": stands.person, "text": stands.text, "version": stands.version}
            yield Problem("field_changed_since", change.field, params)
        elif len(change.text) > LONGEST_TYPED:
            yield Problem("text_too_long", change.field, {"max_length": LONGEST_TYPED})
        elif not is_intact(change.text):
            yield Problem("not_understood", change.field, {"value": ascii(change.text)[:80]})
