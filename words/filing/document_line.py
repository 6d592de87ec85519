"""A document of the journal in words: its title, what it is about in short, whom it is from, and what is left out."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.filing.filed_document import FiledDocument, FiledKind
from metrics.filing.journal import JournalExtract
from metrics.plan.terms import Party
from words.language import Words

LEFT_OUT = (FiledKind.RETURN, FiledKind.PAY, FiledKind.MINUTES, FiledKind.COMMENT, FiledKind.NOTE)
"""The kinds of which some are internal or not agreed yet."""
FAMILIES: Mapping[str, list[str]] = {
    "filed.title_": [*(kind.value for kind in FiledKind), "minutes_draft"],
    "filed.left_": [kind.value for kind in LEFT_OUT],
    **{
        key: [party.value for party in Party]
        for key in (
            *("filed.from_", "filed.number_of_", "filed.column_number_", "journal.without_"),
            *(
                "archive.get_",
                "journal.missing_",
                "journal.all_",
                "journal.several_",
                "journal.number_for_all_",
            ),
        )
    },
    "record.journal_": ["given", "taken_back", "archived", "filed"],
}
"""The keys that are put together at run time: how each begins, and the endings it may have."""

SHORT = 120  # signs of what was written with a document


def write_title(document: FiledDocument, words: Words) -> str:
    """Write what a document is."""
    draft = document.is_draft and document.kind is FiledKind.MINUTES
    quarter = words.period(document.quarter) if document.quarter else ""
    key = f"filed.title_{document.kind}{'_draft' if draft else ''}"
    return words.t(key, quarter=quarter, version=document.version)


def write_subject(document: FiledDocument, titles: Mapping[str, str], words: Words) -> str:
    """Write in short what a document is about: its plans or area, its goals, and what was written with it."""
    about = document.area or words.list([titles.get(plan, plan) for plan in document.plans])
    goals = words.t("filed.goals", goals=words.list(list(document.goals))) if document.goals else ""
    return " · ".join(part for part in (about, goals, _shorten(document.words)) if part)


def write_sender(document: FiledDocument, words: Words) -> str:
    """Write whom a document is from."""
    return words.t(f"filed.from_{document.sender}") if document.sender else words.t("filed.from_both")


def write_left_out(extract: JournalExtract, words: Words) -> str:
    """Write how many documents an extract leaves out, and which; that none is where it has all."""
    if not extract.left_out:
        return words.t("filed.none_left_out")
    kinds = [words.t(f"filed.left_{kind}", count=count) for kind, count in extract.left_out.items()]
    return words.n("filed.left_out", sum(extract.left_out.values()), kinds=words.list(kinds))


def _shorten(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHORT else f"{plain[: SHORT - 1].rstrip()}…"
