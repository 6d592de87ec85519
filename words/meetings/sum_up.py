"""What minutes begin with: the totals then and now, and how much was agreed, computed from what the close kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from metrics.meeting.meeting_document import MeetingDocument
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from words.headline import write_move
from words.language import Words, end_sentence
from words.meetings.kept_lines import Kept, find_possible
from words.meetings.meeting_line import write_about


def list_sum_up(document: MeetingDocument, entries: Sequence[MeetingEntry], words: Words) -> list[str]:
    """List the sum-up of minutes; `entries` are the lines that they tell."""
    names = {plan["plan"]: plan["name"] for plan in document["plans"]} if document["area"] else {}
    told = (
        *(_write_total(plan, words) for plan in document["plans"]),
        *_write_decisions(_select(entries, EntryKind.DECISION), names, words),
        _write_actions(_select(entries, EntryKind.ACTION), words),
        *_write_deviations(_select(entries, EntryKind.DEVIATION), names, words),
        _write_count("meeting.sum_escalations", _select(entries, EntryKind.ESCALATION), words),
        _write_aside([one for one in _select(entries, EntryKind.NOTE) if not one.goal], words),
    )
    return [end_sentence(line) for line in told if line]


def _select(entries: Sequence[MeetingEntry], kind: EntryKind) -> list[MeetingEntry]:
    return [entry for entry in entries if entry.kind is kind]


def _write_total(plan: Kept, words: Words) -> str:
    """Write where a plan's total stands or is likely to end, and what it was before; empty where it has none."""
    if not plan["totalled"]:
        return ""
    possible = find_possible(plan)
    settled = not Fraction(plan["total"]["open"])
    if not settled and not plan["expected"]:
        return ""
    now, decimals = Fraction(plan["total"]["secured"] if settled else plan["expected"]), 1 if settled else 0
    name = {"name": plan["name"], "now": words.points(now, possible, decimals)}
    kind = "settled" if settled else "expected"
    counted = plan.get("counted")
    if plan.get("change") is None or not counted:
        return words.t(f"meeting.sum_{kind}", **name)
    # Two totals, each rounded by itself, need not differ by the change as it is written: so the change alone stands.
    change = write_move(Fraction(plan["change"]), possible, words, foreseen=not settled)
    return words.t(f"meeting.sum_{kind}_before", change=change, quarter=words.period(counted), **name)


def _write_decisions(found: Sequence[MeetingEntry], names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Write each decision as it was worded, with the goal it is about."""
    if not found:
        yield words.t("meeting.sum_no_decision")
    for entry in found:
        kind, about = words.t("meeting.kind_decision"), write_about(entry, names.get(entry.plan, ""), words)
        name = words.t("meeting.sum_about", kind=kind, about=about) if about else kind
        yield words.t("risk.named", name=name, reason=entry.text)


def _write_count(key: str, found: Sequence[MeetingEntry], words: Words) -> str:
    return words.n(key, len(found)) if found else ""


def _write_actions(found: Sequence[MeetingEntry], words: Words) -> str:
    """Write how many actions there are, whose they are, and which is due first."""
    if not found:
        return words.t("meeting.sum_no_action")
    owners = words.list(list(dict.fromkeys(entry.owner for entry in found)))
    first = min(entry.due for entry in found if entry.due)
    return words.n("meeting.sum_actions", len(found), owners=owners, due=words.date(first))


def _write_deviations(found: Sequence[MeetingEntry], names: Mapping[str, str], words: Words) -> Iterator[str]:
    for entry in found:
        if entry.due:
            about = write_about(entry, names.get(entry.plan, ""), words)
            yield words.t("meeting.sum_deviation", about=about, until=words.date(entry.due))


def _write_aside(found: Sequence[MeetingEntry], words: Words) -> str:
    return words.t("meeting.sum_aside", texts="; ".join(entry.text for entry in found)) if found else ""
