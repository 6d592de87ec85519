"""Statuses as shape and word."""

from __future__ import annotations

from markupsafe import Markup

from metrics.status import Status
from pages.ui.draw.html import fill
from pages.ui.draw.marks import draw_hidden
from words.language import Words
from words.standing import write_status


def draw_status(
    status: Status, words: Words, *, label: str | None = None, over: bool = False, show_word: bool = True
) -> Markup:
    """Draw a status as shape and word; `label` replaces the word, without `show_word` it is read aloud and on hover.

    `over` is whether the plan's period is.
    """
    text = label or write_status(status, words, over=over)
    kind = status.replace("_", "-")
    if show_word:
        body = fill('<span class="m-word">{}</span>', text)
        return fill('<span class="m-status"><span class="m-mark m-{}"></span>{}</span>', kind, body)
    return fill(
        '<span class="m-status" title="{}"><span class="m-mark m-{}"></span>{}</span>',
        text,
        kind,
        draw_hidden(text),
    )


def draw_numbered(number: str, status: Status, href: str, label: str, word: str) -> Markup:
    """Draw a goal's number over the shape of its status, linked to the goal; `label` is read aloud, `word` on hover."""
    # A single element each, since a page has several hundred; the stylesheet draws the shape below it.
    return fill(
        '<a class="m-{}" href="{}" data-nav="1" aria-label="{}" title="{}">{}</a>',
        status.replace("_", "-"),
        href,
        label,
        word,
        number,
    )
