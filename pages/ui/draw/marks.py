"""Dense content as accessible HTML: status marks, points bars, sparklines, tables. markupsafe escapes the text.

`st.html` cleans what it gets: class, style, role, aria-*, data-*, tabindex, scope and href pass; svg, script and
event handlers do not. Drawings therefore come as CSS masks, painted in the stylesheet's colours.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from pages.ui.draw.html import Cell, fill


def draw_link(href: str, body: Cell, *, current: bool = False, label: str | None = None) -> Markup:
    """A link that stays within the session; opened in a new tab it is an ordinary address."""
    extra = Markup(' aria-current="page"') if current else Markup()
    extra += fill(' aria-label="{}"', label) if label else Markup()
    return fill('<a href="{}" data-nav="1"{}>{}</a>', href, extra, body)


def draw_trail(links: Sequence[Markup], label: str) -> Markup:
    """Where the page stands: the way back, and what lies beside it."""
    return fill('<nav class="m-trail" aria-label="{}">{}</nav>', label, Markup().join(links))


def draw_problems(title: str, lines: Sequence[str], turn: int | None = None) -> Markup:
    """Everything that is wrong with what was entered. With a turn it is brought into view, anew each turn."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    look = Markup() if turn is None else fill(' data-look="{}"', turn)
    return fill('<div class="m-problems" role="alert"{}><p>{}</p><ul>{}</ul></div>', look, title, items)


def draw_lead(text: str) -> Markup:
    """A sentence that leads into what follows."""
    return fill('<p class="m-lead">{}</p>', text)


def draw_steps(lines: Sequence[str]) -> Markup:
    """What to do, one thing after the other."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    return fill('<ol class="m-steps">{}</ol>', items)


def draw_hidden(text: str) -> Markup:
    """Text for screen readers only."""
    return fill('<span class="m-hidden">{}</span>', text)


def draw_badge(text: str) -> Markup:
    """A short text that qualifies what it stands behind."""
    return fill(' <span class="m-badge">{}</span>', text)


def draw_lines(lines: Sequence[str]) -> Markup:
    """Sentences below each other; nothing where there is none."""
    items = Markup().join(fill("<li>{}</li>", line) for line in lines)
    return fill('<ul class="m-beside">{}</ul>', items) if lines else Markup()
