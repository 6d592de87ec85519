"""What was gone through at a meeting, in the order of its agenda: each goal, and what was noted about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.meeting.meeting_document import MeetingDocument, list_kept_agenda
from metrics.meeting.meeting_entries import EntryKind, MeetingEntry
from words.language import Words
from words.meetings.kept_lines import list_kept_titles


def list_discussed(
    document: MeetingDocument, entries: Sequence[MeetingEntry], words: Words
) -> list[tuple[str, str]]:
    """List the goals that were gone through with what came of each, those without notes in one; then what is aside."""
    titles, owners = list_kept_titles(document), {one["plan"]: one["name"] for one in document["plans"]}
    about = [*list_kept_agenda(document), *((one.plan, one.goal) for one in entries if one.goal)]
    found, quiet = [], []
    for place in dict.fromkeys(about):
        plan, goal = place
        name = f"{goal} {titles.get(place, '')}".strip()
        if document["area"] and plan in owners:
            name = words.t("meeting.of_institution", goal=name, institution=owners[plan])
        own = [entry for entry in entries if (entry.plan, entry.goal) == place]
        if own:
            found.append((name, " ".join(_tell(own, words))))
        else:
            quiet.append(name)
    if quiet:
        found.append((words.t("meeting.discussed_only"), words.list(quiet)))
    loose = [entry.text for entry in entries if entry.kind is EntryKind.NOTE and not entry.goal]
    return [*found, *((words.t("meeting.discussed_aside"), text) for text in loose)]


def _tell(own: Sequence[MeetingEntry], words: Words) -> Iterator[str]:
    """Tell the notes about a goal as they were written, and what else was agreed."""
    yield from (entry.text for entry in own if entry.kind is EntryKind.NOTE)
    agreed = [
        words.t(f"meeting.kind_{entry.kind}").lower() for entry in own if entry.kind is not EntryKind.NOTE
    ]
    if agreed:
        yield words.t("meeting.discussed_agreed", kinds=words.list(list(dict.fromkeys(agreed))))
