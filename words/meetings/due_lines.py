"""What duties and initiatives owed late at a meeting, in words: the same on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metrics.direction.planned_time import parse_time
from metrics.meeting.late_dues import KeptDue
from words.directions.planned_line import write_time
from words.language import Words


def list_due_lines(dues: Iterable[KeptDue], words: Words, *, named: bool) -> list[str]:
    """List what was late, with who answers for it and by when; with whose it is where it is `named`."""
    return [_write_due(one, words, named=named) for one in dues]


def _write_due(one: KeptDue, words: Words, *, named: bool) -> str:
    said = [words.t(f"agreed.{one['kind']}", text=one["text"])]
    said += [one["name"]] if named else []
    said.append(_write_owner(one, words))
    if one["planned"]:
        text, first, last = one["planned"]
        ends = date.fromisoformat(first), date.fromisoformat(last)
        said += [write_time(parse_time(text, ends), words), words.t("deadline.over")]
    else:
        said += [words.date(date.fromisoformat(one["due"])), words.n("overview.days_late", one["late"])]
    if one["times"] > 1:
        said.append(words.n("ahead.more_times", one["times"] - 1))
    return " · ".join(said)


def _write_owner(one: KeptDue, words: Words) -> str:
    if one["role"] and not one["owner"]:
        return words.t("calendar.role", role=words.t(f"role.{one['role']}"))
    return words.t(f"agreed.owner_{one['kind']}", owner=one["owner"])
