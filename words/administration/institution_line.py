"""A change of an institution in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from metrics.plan.institution_history import InstitutionChange
from metrics.plan.terms import FIRST_DAY
from words.language import Words


def write_change(change: InstitutionChange, names: Mapping[str, str], words: Words) -> str:
    """Write a change as a sentence; institutions by their names."""
    said = {
        "institution": names.get(change.institution, change.institution),
        "since": words.date(change.since),
    }
    if change.origin is not None:
        return words.t("history.split_off", origin=names.get(change.origin, change.origin), **said)
    if change.successor == change.institution:
        return words.t("history.alone", **said)
    if change.successor is not None:
        return words.t("history.merged", into=names.get(change.successor, change.successor), **said)
    if change.ministry_area is not None:
        return words.t("history.moved", area=change.ministry_area, **said)
    return words.t("history.renamed", name=change.name or "", **said)


def write_start(day: date, words: Words) -> str:
    """Write the day from which a name or an area holds; in words where it has always done so."""
    return words.t("history.always") if day == FIRST_DAY else words.date_short(day)
