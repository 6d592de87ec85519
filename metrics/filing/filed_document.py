"""A document that is sent or final: what it is, whose, from whom, when, and the digest of its content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from metrics.access import Action
from metrics.periods import find_danish_day
from metrics.plan.terms import Party

FORMAT = 1
"""The version of the form of a document's content, so that an old digest is never held against a new form."""

Content = dict[str, Any]


class FiledKind(StrEnum):
    """What a document is."""

    PLAN = "plan"
    AMENDMENT = "amendment"
    REOPENING = "reopening"
    SETTLEMENT = "settlement"
    PRELIMINARY = "preliminary"
    REPORT = "report"
    RECEIPT = "receipt"
    RETURN = "return"
    CORRECTION = "correction"
    QUESTION = "question"
    ANSWER = "answer"
    EXCEPTION = "exception"
    DEVIATION = "deviation"
    DECISION = "decision"
    PAY = "pay"
    MINUTES = "minutes"
    COMMENT = "comment"
    ANNUAL = "annual"
    ANNUAL_AGREED = "annual_agreed"
    ANNUAL_RETURN = "annual_return"
    NOTE = "note"


class Audience(StrEnum):
    """Who has a document: both parties, one of them alone, or those who hold the meeting and agree on its minutes."""

    SHARED = "shared"
    MEETING = "meeting"
    INSTITUTION = "institution"
    DEPARTMENT = "department"

    @property
    def parties(self) -> tuple[Party, ...]:
        """The parties that have it, each of which gives it a number of its own."""
        return _PARTIES.get(self, tuple(Party))

    @property
    def is_internal(self) -> bool:
        """Whether one party alone has it (offentlighedsloven § 23)."""
        return self in _PARTIES


_PARTIES = {Audience.INSTITUTION: (Party.INSTITUTION,), Audience.DEPARTMENT: (Party.DEPARTMENT,)}

SEEN_BY: Mapping[Audience, frozenset[Action]] = {
    Audience.SHARED: frozenset({Action.SEE}),
    Audience.MEETING: frozenset({Action.MEET, Action.AGREE_MINUTES}),
    Audience.INSTITUTION: frozenset({Action.PREPARE}),
    Audience.DEPARTMENT: frozenset({Action.DECIDE}),
}
"""The rights of which one is enough to see a document."""

NUMBERED_BY: Mapping[Party, Action] = {
    Party.INSTITUTION: Action.PREPARE,
    Party.DEPARTMENT: Action.DECIDE,
}
"""The right to give the journal numbers of each party, and to see them."""

_AUDIENCES = {
    # Until the chief approves, nothing has left the institution.
    FiledKind.RETURN: Audience.INSTITUTION,
    # What is decided on somebody's pay is no part of the plan that others read.
    FiledKind.PAY: Audience.DEPARTMENT,
    # Advice to the head is the department's own (offentlighedsloven § 23).
    FiledKind.NOTE: Audience.DEPARTMENT,
    FiledKind.MINUTES: Audience.MEETING,
    FiledKind.COMMENT: Audience.MEETING,
}
_OF_BOTH = frozenset({FiledKind.PLAN, FiledKind.AMENDMENT, FiledKind.REOPENING, FiledKind.SETTLEMENT})
_OF_INSTITUTION = frozenset(
    {
        *(FiledKind.PRELIMINARY, FiledKind.REPORT, FiledKind.RETURN, FiledKind.CORRECTION, FiledKind.ANSWER),
        *(FiledKind.COMMENT, FiledKind.ANNUAL),
    }
)


def find_audience(kind: FiledKind) -> Audience:
    """Find who has a kind of document that is about an institution."""
    return _AUDIENCES.get(kind, Audience.SHARED)


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A document about one institution, or about an `area`: then `owners` are all institutions that it tells of.

    `plans` are those it is about, `quarter` and `version` those of a report or a meeting, `goals` the numbers of those
    it is about alone, `words` what was written with it. `stated` are numbers that stand in the document itself.
    """

    key: str
    kind: FiledKind
    audience: Audience
    owners: tuple[str, ...]
    plans: tuple[str, ...]
    at: datetime
    digest: str
    area: str = ""
    quarter: str = ""
    version: int = 0
    goals: tuple[str, ...] = ()
    words: str = ""
    is_draft: bool = False
    stated: tuple[tuple[Party, str], ...] = ()

    @property
    def on(self) -> date:
        """The day of it in Denmark."""
        return find_danish_day(self.at)

    @property
    def sender(self) -> Party | None:
        """Whom it is from; None where both parties agreed on it."""
        if self.kind in _OF_BOTH:
            return None
        return Party.INSTITUTION if self.kind in _OF_INSTITUTION else Party.DEPARTMENT

    def is_seen_with(self, rights: Mapping[Action, Iterable[str]]) -> bool:
        """Tell whether it is for somebody with rights over some institutions, by action."""
        reached = {key for action in SEEN_BY[self.audience] for key in rights.get(action, ())}
        return set(self.owners) <= reached


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """A document with what it says, as plain values for JSON."""

    document: FiledDocument
    content: Content

    @property
    def said(self) -> Content:
        """What the row that keeps it says."""
        found: Content = self.content["said"]
        return found


def write_content(content: Content) -> bytes:
    """Write the content of a document as the bytes that its digest is of."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1).encode()


def digest_content(content: Content) -> str:
    """Return the SHA-256 of the content of a document."""
    return hashlib.sha256(write_content(content)).hexdigest()
