"""Small pieces of accessible HTML: links, lists, notices and labels.

`st.html` sanitises its input: class, style, role, aria-*, data-*, tabindex, scope and href pass; svg, script and
event handlers do not. Drawings are therefore CSS masks, painted in the stylesheet's colours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup

from pages.ui.draw.html import Cell, fill
from words.language import Words

_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]", re.IGNORECASE)


def draw_addresses(text: str) -> Markup:
    """Draw a text with each web address in it as a link; only http and https count as one."""
    drawn, at = Markup(), 0
    for found in _ADDRESS.finditer(text):
        address = found.group()
        drawn += fill(
            '{}<a href="{}" rel="noopener noreferrer">{}</a>', text[at : found.start()], address, address
        )
        at = found.end()
    return drawn + fill("{}", text[at:])


def draw_link(href: str, body: Cell, *, current: bool = False, label: str | None = None) -> Markup:
    """Draw a link that stays within the session; opened in a new tab it is an ordinary address."""
    extra = Markup(' aria-current="page"') if current else Markup()
    extra += fill(' aria-label="{}"', label) if label else Markup()
    return fill('<a href="{}" data-nav="1"{}>{}</a>', href, extra, body)


def draw_trail(links: Sequence[Markup], label: str) -> Markup:
    """Draw the links back and to neighbouring pages."""
    return fill('<nav class="m-trail" aria-label="{}">{}</nav>', label, Markup().join(links))


def draw_problems(title: str, lines: Sequence[str], turn: int | None = None) -> Markup:
    """Draw a list of problems; each new `turn` brings it into view."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    look = Markup() if turn is None else fill(' data-look="{}"', turn)
    return fill('<div class="m-problems" role="alert"{}><p>{}</p><ul>{}</ul></div>', look, title, items)


def draw_lead(text: str) -> Markup:
    """Draw a sentence that leads into what follows."""
    return fill('<p class="m-lead">{}</p>', text)


def draw_steps(lines: Sequence[str]) -> Markup:
    """Draw a numbered list of steps."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    return fill('<ol class="m-steps">{}</ol>', items)


def draw_hidden(text: str) -> Markup:
    """Draw text for screen readers only."""
    return fill('<span class="m-hidden">{}</span>', text)


def draw_badge(text: str) -> Markup:
    """Draw a short text that qualifies what precedes it."""
    return fill(' <span class="m-badge">{}</span>', text)


def draw_fictional(words: Words, *, fictional: bool) -> Markup:
    """Draw the mark that follows the name of what is fictional; nothing where it is not."""
    return draw_badge(words.t("word.fictional")) if fictional else Markup()


def draw_lines(lines: Sequence[str]) -> Markup:
    """Draw sentences below each other; nothing where there are none."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    return fill('<ul class="m-beside">{}</ul>', items) if lines else Markup()
