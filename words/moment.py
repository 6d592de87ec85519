"""The moment something is shown at, in words: the day asked about, and by when it had to be known."""

from __future__ import annotations

from datetime import date

from words.language import Words


def write_moment(as_of: date, known: date, today: date, words: Words) -> str:
    """Write a moment as a heading: its day, and what it is known by where that is not simply the present."""
    day = words.t("moment.day", date=words.date(as_of))
    told = _write_known(as_of, known, today, words)
    return f"{day}, {told}" if told else day


def _write_known(as_of: date, known: date, today: date, words: Words) -> str:
    """Write what a moment is known by; an empty text where it is the present."""
    if known >= today:
        return "" if as_of == today else words.t("moment.known_today", date=words.date(today))
    if known == as_of:
        return words.t("moment.known_then")
    return words.t("moment.known_on", date=words.date(known))
