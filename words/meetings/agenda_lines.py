"""What was on the agenda of a meeting, in its order: each goal, and what was noted about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from metrics.meeting.meeting_document import MeetingDocument, list_kept_agenda
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from words.language import Words, end_sentence
from words.meetings.kept_lines import list_kept_titles


def list_discussed(
    document: MeetingDocument, entries: Sequence[MeetingEntry], words: Words
) -> list[tuple[str, str]]:
    """List the goals with what came of each, those without notes in one line for each institution; then what is aside.

    Whether a goal without notes was gone through nobody has said: it was on the agenda.
    """
    titles, owners = list_kept_titles(document), {one["plan"]: one["name"] for one in document["plans"]}
    about = [*list_kept_agenda(document), *((one.plan, one.goal) for one in entries if one.goal)]
    found: list[tuple[str, str]] = []
    quiet: dict[str, list[str]] = {}
    for place in dict.fromkeys(about):
        plan, goal = place
        name = f"{goal} {titles.get(place, '')}".strip()
        whose = owners.get(plan, "") if document["area"] else ""
        own = [entry for entry in entries if (entry.plan, entry.goal) == place]
        if own:
            told = words.t("meeting.of_institution", goal=name, institution=whose) if whose else name
            *first, last = _tell(own, words)
            found.append((told, " ".join([*map(end_sentence, first), last])))
        else:
            quiet.setdefault(whose, []).append(name)
    for whose, names in quiet.items():
        label = words.t("meeting.discussed_only")
        told = words.t("meeting.discussed_only_of", institution=whose) if whose else label
        found.append((told, words.list(names)))
    loose = [entry.text for entry in entries if entry.kind is EntryKind.NOTE and not entry.goal]
    return [*found, *((words.t("meeting.discussed_aside"), text) for text in loose)]


def write_goals(goals: Iterable[tuple[str, str]], words: Words) -> str:
    """Write the numbers of goals, each by institution where that is named: several may have a 1.1."""
    found: dict[str, list[str]] = {}
    for whose, number in goals:
        found.setdefault(whose, []).append(number)
    told = (
        words.t("meeting.of_institution", goal=words.list(numbers), institution=whose)
        if whose
        else words.list(numbers)
        for whose, numbers in found.items()
    )
    return "; ".join(told)


def _tell(own: Sequence[MeetingEntry], words: Words) -> Iterator[str]:
    """Tell the notes about a goal as they were written, and what else was agreed."""
    yield from (entry.text for entry in own if entry.kind is EntryKind.NOTE)
    agreed = [_name_agreed(entry, words) for entry in own if entry.kind is not EntryKind.NOTE]
    if agreed:
        yield words.t("meeting.discussed_agreed", kinds=words.list(list(dict.fromkeys(agreed))))


def _name_agreed(entry: MeetingEntry, words: Words) -> str:
    """Name what was agreed; an accepted deviation with the day it ends."""
    kind = words.t(f"meeting.kind_{entry.kind}").lower()
    if entry.kind is EntryKind.DEVIATION and entry.due:
        return words.t("meeting.discussed_until", kind=kind, until=words.date(entry.due))
    return kind
