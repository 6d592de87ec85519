"""The fields of a draft: what somebody has typed in a report's lines, as text, and by whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from metrics.errors import Problem
from metrics.facts.reports.line_keys import SHEET, LineKind
from metrics.plan.terms import LONGEST_TEXT, is_intact
from metrics.report.evidence.evidence_file import EvidenceFile
from metrics.report.lines import ReportLine

DRAWING = ("drawn", "drawn_on", "drawn_by", "drawn_by_definition")
"""How a figure was drawn: the extract, the day, by whom, and by which version of the definition."""

FROM_A_FILE = ("exempt", "precision", "chosen")
"""What a results file may say of a figure, and nobody is asked for; it is shown where something stands."""

FIELDS: Mapping[LineKind, tuple[str, ...]] = {
    LineKind.FIGURE: (
        *("value", "numerator", "denominator", *FROM_A_FILE, "provisional", "source", "awaited"),
        *("cause", "measure", *DRAWING),
    ),
    LineKind.SEEN: ("comment",),
    LineKind.MILESTONE: ("status", "on", "evidence", "note"),
    LineKind.ASSESSED: ("status", "on", "note"),
    LineKind.EXPECTATION: ("status", "note", "source"),
    LineKind.NUMBER: ("number", "note", "source"),
    LineKind.WORDS: ("text",),
}
"""The fields of each kind of line. `evidence` is a journal number or a link."""

ANSWERING: Mapping[LineKind, tuple[str, ...]] = {
    LineKind.FIGURE: ("value", "numerator", "denominator", "awaited"),
    LineKind.SEEN: ("comment",),
    LineKind.MILESTONE: ("status",),
    LineKind.ASSESSED: ("status",),
    LineKind.EXPECTATION: ("status",),
    LineKind.NUMBER: ("number",),
    LineKind.WORDS: ("text",),
}
"""The fields of which one answers a line."""


DISPLACES: Mapping[str, tuple[str, ...]] = {
    "value": ("numerator", "denominator", "exempt"),
    "numerator": ("value",),
    "denominator": ("value",),
}
"""The other way of telling a figure, which what is typed in a field takes away: a figure is told in one way."""


@dataclass(frozen=True, slots=True)
class DraftField:
    """What stands in one field: the text, who saved it last and when. Each save counts the version up."""

    line: str
    name: str
    text: str
    person: str
    saved_at: datetime
    version: int

    @property
    def place(self) -> tuple[str, str]:
        """The line and the field."""
        return self.line, self.name


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What somebody wants to stand in a field, who had read the version `read` of it; 0 where there was none."""

    line: str
    name: str
    text: str
    read: int = 0

    @property
    def place(self) -> tuple[str, str]:
        """The line and the field."""
        return self.line, self.name


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """All that has been typed in a report, by line and field, and the files of its lines."""

    fields: Mapping[tuple[str, str], DraftField] = field(default_factory=dict)
    files: tuple[EvidenceFile, ...] = ()

    @classmethod
    def of(cls, fields: Iterable[DraftField], files: Iterable[EvidenceFile] = ()) -> ReportDraft:
        """Gather the fields and files of a report."""
        return cls({one.place: one for one in fields}, tuple(files))

    def get(self, line: str, name: str) -> str:
        """Return what stands in a field, without the space around it; empty where nothing does."""
        found = self.fields.get((line, name))
        return found.text.strip() if found else ""

    def read(self, line: ReportLine, name: str) -> str:
        """Return what stands in a field of a line; where nobody has touched it, what it is filled with beforehand.

        Nothing is said beforehand of a figure that is not out.
        """
        found = self.fields.get((line.key, name))
        if found or self.get(line.key, "awaited"):
            return found.text.strip() if found else ""
        return line.prefilled.get(name, "")

    def answers(self, line: ReportLine) -> bool:
        """Whether a line is answered."""
        return any(self.get(line.key, name) for name in ANSWERING[line.kind])

    @property
    def begun(self) -> bool:
        """Whether anything stands in it."""
        return bool(self.files) or any(one.text.strip() for one in self.fields.values())

    @property
    def last(self) -> DraftField | None:
        """The field that was saved last, for "saved at 10.42 by …"."""
        return max(self.fields.values(), key=lambda one: one.saved_at, default=None)

    def list_lines(self) -> frozenset[str]:
        """List the keys of the lines that something stands in."""
        typed = (one.line for one in self.fields.values() if one.text.strip() and one.line != SHEET)
        return frozenset([*typed, *(file.line for file in self.files)])

    def list_files(self, line: str) -> tuple[EvidenceFile, ...]:
        """List the files of a line."""
        return tuple(file for file in self.files if file.line == line)


@dataclass(frozen=True, slots=True)
class DraftProgress:
    """How many of the lines that have to be answered are: "3 of 12"."""

    answered: int
    asked: int


def is_answered(line: ReportLine, draft: ReportDraft, told: Collection[str] = ()) -> bool:
    """Whether a line is answered, or what it asks of a goal follows from what is `told` of each of its open tests."""
    if line.kind is LineKind.EXPECTATION and line.criteria and set(line.criteria) <= set(told):
        return True
    return draft.answers(line)


def count_answered(
    lines: Iterable[ReportLine],
    draft: ReportDraft,
    told: Collection[str] = (),
    unread: Collection[str] = (),
) -> DraftProgress:
    """Count the lines that have to be answered, and those that are: what is `unread` answers nothing."""
    required = [line for line in lines if line.required]
    answered = (line.key not in unread and is_answered(line, draft, told) for line in required)
    return DraftProgress(sum(answered), len(required))


def find_save_problems(
    changes: Iterable[FieldChange], draft: ReportDraft, lines: Mapping[str, ReportLine]
) -> list[Problem]:
    """Find what keeps changes from being saved: no such field, or somebody's newer text that was not seen.

    What is typed may otherwise be wrong: a draft is kept as it is left.
    """
    found = []
    for change in changes:
        line = lines.get(change.line)
        if line is None or change.name not in FIELDS[line.kind]:
            found.append(Problem("field_not_there", f"{change.line}, {change.name}"))
        elif problem := find_change_problem(change, draft):
            found.append(problem)
    return found


def find_change_problem(change: FieldChange, draft: ReportDraft) -> Problem | None:
    """Find what keeps the change of a field from being saved; None where nothing does."""
    stands, place = draft.fields.get(change.place), f"{change.line}, {change.name}"
    if stands and stands.version != change.read and stands.text != change.text:
        params: dict[str, object] = {"by": stands.person, "text": stands.text, "version": stands.version}
        return Problem("field_changed_since", place, params)
    if len(change.text) > LONGEST_TEXT:
        return Problem("text_too_long", place, {"max_length": LONGEST_TEXT})
    if not is_intact(change.text):
        return Problem("not_understood", place, {"value": ascii(change.text)[:80]})
    return None


def displace_fields(changes: Sequence[FieldChange], draft: ReportDraft) -> list[FieldChange]:
    """Return the changes with those that they bring: a figure's value goes where counts are typed, and the reverse."""
    given = {change.place for change in changes}
    gone = (
        draft.fields.get((change.line, other))
        for change in changes
        if change.text.strip()
        for other in DISPLACES.get(change.name, ())
        if (change.line, other) not in given
    )
    brought = {
        one.place: FieldChange(*one.place, "", one.version) for one in gone if one and one.text.strip()
    }
    return [*changes, *brought.values()]
