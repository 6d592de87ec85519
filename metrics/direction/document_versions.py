"""The versions of a document that stands beside the yearly plans. It is no contract, and each may follow freely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from metrics.errors import Problem
from metrics.periods import find_day_start
from metrics.plan.model import Institution


class Document(Protocol):
    """A document with an owner and a day from which it counts."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def institution(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> date: ...  # noqa: D102
    @property
    def counts_from(self) -> date: ...  # noqa: D102


class Defining(Document, Protocol):
    """The contents of a document's file, with the institutions it defines."""

    @property
    def institutions(self) -> tuple[Institution, ...]: ...  # noqa: D102


D = TypeVar("D", bound=Document)


# Without slots, which a frozen generic class cannot have in Python 3.11.
@dataclass(frozen=True)
class DocumentVersion(Generic[D]):
    """A document as it stood from a moment on."""

    number: int
    document: D
    recorded_at: datetime


def find_in_force(versions: Iterable[DocumentVersion[D]], as_of: date, known_at: datetime) -> list[D]:
    """Find the newest version of each document that was known at a moment, of those that count by a day."""
    found: dict[str, D] = {}
    for version in versions:
        if version.recorded_at <= known_at and version.document.counts_from <= as_of:
            found[version.document.id] = version.document
    return sorted(found.values(), key=lambda one: (one.institution, one.start, one.id))


def find_known_since(document: Document, before: Document | None, entered: datetime) -> datetime:
    """Find when a version became known: the first with its document, a later one when it was entered."""
    return entered if before else min(find_day_start(document.counts_from), entered)


def find_owner_problems(file: Defining) -> Iterator[Problem]:
    """Find that the institution is not defined, or that one is defined twice."""
    owners = {one.id for one in file.institutions}
    if file.institution not in owners:
        params: dict[str, object] = {"key": file.institution, "allowed": sorted(owners)}
        yield Problem("institution_unknown", "institution", params)
    for key, count in Counter(one.id for one in file.institutions).items():
        if count > 1:
            yield Problem("institution_duplicate", f"institutions[{key}]", {"key": key, "count": count})
