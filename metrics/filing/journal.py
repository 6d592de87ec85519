"""The journal: every document with the numbers the parties have given it, and what is asked for of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from metrics.errors import Problem
from metrics.filing.filed_document import FiledDocument
from metrics.plan.terms import Party, find_text_problems

LONGEST_NUMBER = 80


@dataclass(frozen=True, slots=True)
class JournalNumber:
    """The number a party has given a document, by whom and when; `digest` is that of what the document said then.

    An empty number takes back the one before.
    """

    document: str
    party: Party
    number: str
    digest: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """A document with the numbers that stand, by party."""

    document: FiledDocument
    numbers: Mapping[Party, JournalNumber] = field(default_factory=dict)

    def find_number(self, party: Party) -> str:
        """Find the number of a party: the one it gave, or else the one that stands in the document; or none."""
        given = self.numbers.get(party)
        return given.number if given else dict(self.document.stated).get(party, "")

    def is_missing(self, party: Party) -> bool:
        """Tell whether a party has the document and has given it no number."""
        return party in self.document.audience.parties and not self.find_number(party)

    @property
    def is_changed(self) -> bool:
        """Whether it says something else than when it was numbered, as it does once texts of it are erased."""
        return any(one.number and one.digest != self.document.digest for one in self.numbers.values())


@dataclass(frozen=True, slots=True)
class JournalQuery:
    """What is asked for of the journal: of a plan, an institution or an area, of a period, or without a number.

    Both days are included.
    """

    plan: str = ""
    institution: str = ""
    area: str = ""
    since: date | None = None
    until: date | None = None
    missing: Party | None = None

    def holds(self, entry: JournalEntry) -> bool:
        """Tell whether an entry is asked for."""
        one = entry.document
        return (
            (not self.plan or self.plan in one.plans)
            and (not self.institution or self.institution in one.owners)
            and (not self.area or self.area == one.area)
            and (self.since is None or self.since <= one.on)
            and (self.until is None or one.on <= self.until)
            and (self.missing is None or entry.is_missing(self.missing))
        )


def make_entries(documents: Iterable[FiledDocument], numbers: Iterable[JournalNumber]) -> list[JournalEntry]:
    """Make the journal, oldest first; of the numbers that a party gave a document the last one counts."""
    given: dict[str, dict[Party, JournalNumber]] = {}
    for one in numbers:
        given.setdefault(one.document, {})[one.party] = one
    found = [JournalEntry(one, given.get(one.key, {})) for one in documents]
    return sorted(found, key=lambda entry: entry.document.at)


def select_entries(entries: Iterable[JournalEntry], wanted: JournalQuery) -> list[JournalEntry]:
    """Select what is asked for."""
    return [entry for entry in entries if wanted.holds(entry)]


@dataclass(frozen=True, slots=True)
class JournalExtract:
    """What may be told of a journal, and how many documents of each kind are left out as internal."""

    entries: Sequence[JournalEntry]
    left_out: Mapping[str, int]


def make_extract(entries: Iterable[JournalEntry]) -> JournalExtract:
    """Make an extract: a meeting's minutes are in it once they are agreed, and what one party alone has never is."""
    told: list[JournalEntry] = []
    left: list[JournalEntry] = []
    for entry in entries:
        one = entry.document
        (left if one.audience.is_internal or one.is_draft else told).append(entry)
    return JournalExtract(told, dict(sorted(Counter(str(one.document.kind) for one in left).items())))


def find_number_problems(entry: JournalEntry, party: Party, number: str, place: str) -> Iterator[Problem]:
    """Find what keeps a party from giving a document a number; an empty one takes back what it has given."""
    one = entry.document
    if party not in one.audience.parties:
        yield Problem("journal_of_other", place, {"document": one.key, "party": party})
    elif len(number) > LONGEST_NUMBER:
        yield Problem("text_too_long", place, {"max_length": LONGEST_NUMBER})
    elif number:
        yield from find_text_problems(number, place)
    given = entry.numbers.get(party)
    if number == (given.number if given else ""):
        yield Problem("journal_same", place, {"document": one.key})
