"""Documents and entries of a journal for tests, with defaults for what a test does not care about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from metrics.filing.filed_document import Audience, FiledDocument, FiledKind
from metrics.filing.journal import JournalNumber
from metrics.plan.terms import Party

AT = datetime(2017, 7, 10, 9, tzinfo=UTC)


def document(**said: Any) -> FiledDocument:
    """A report that was handed in, unless something else is said."""
    plain: dict[str, Any] = {
        "key": "report-1",
        "kind": FiledKind.REPORT,
        "audience": Audience.SHARED,
        "owners": ("cpr",),
        "plans": ("cpr-2017",),
        "at": AT,
        "digest": "d" * 64,
        "quarter": "2017Q2",
        "version": 1,
    }
    return FiledDocument(**{**plain, **said})


def given(party: Party, number: str, key: str = "report-1", digest: str = "d" * 64) -> JournalNumber:
    """A number that a party gave a document."""
    return JournalNumber(key, party, number, digest, "chief@example.dk", AT)
