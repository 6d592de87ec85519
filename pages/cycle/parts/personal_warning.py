"""The warning that a text may be personal, told before it is kept for good: nobody refuses the text for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from markupsafe import Markup

from metrics.report.personal_data import PersonalSign, list_personal_signs
from pages.ui import screen
from pages.ui.draw import marks
from pages.ui.draw.html import fill
from words.language import Words


def show_warning(texts: Iterable[str], words: Words, besides: Collection[PersonalSign] = ()) -> None:
    """Show why texts that were typed may be personal, if they may; `besides` is what they are asked for."""
    signs = dict.fromkeys(sign for text in texts for sign in list_personal_signs(text))
    if told := [sign for sign in signs if sign not in besides]:
        screen.draw(draw_personal(told, words))


def show_warnings(texts: Iterable[tuple[str, str]], words: Words) -> None:
    """Show each text that may be personal, by what it is, and why."""
    found = ((place, list_personal_signs(text)) for place, text in texts)
    lines = [
        words.t("report.personal_text", place=place, signs=write_signs(signs, words))
        for place, signs in found
        if signs
    ]
    screen.draw(marks.draw_lines(lines))


def draw_personal(signs: Sequence[PersonalSign], words: Words) -> Markup:
    """Draw that a text may be personal, and why."""
    said = words.t("report.personal_here", signs=write_signs(signs, words))
    return fill('<p class="m-entry-ask" role="status">{}</p>', said)


def write_signs(signs: Sequence[PersonalSign], words: Words) -> str:
    """Write why a text may be personal."""
    return words.list([words.t(f"report.personal_{sign}") for sign in signs])
