"""The line above a plan without a total in a terminal."""

from __future__ import annotations

from metrics.plan.model import Institution
from words.language import Words


def write_no_total(owner: Institution, title: str, reason: str, words: Words) -> str:
    """Write whose plan it is, why it has no total, by the key of its words, and a mark on fictional figures."""
    mark = f"  [{words.t('word.fictional')}]" if owner.fictional else ""
    return f"{owner.name}, {title}. {words.t(reason)}{mark}"
