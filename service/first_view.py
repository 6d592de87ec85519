"""What is on the screen before Streamlit has answered: the name, the menu, and shapes where the content comes.

It is a picture of the page to come. Nothing of it is read aloud or can be focused; static/ui.js takes it away when the
page itself is there.
"""

from __future__ import annotations

from markupsafe import Markup

from metrics.access import Action
from words.language import Words
from words.site_map import MENU

SHAPES = ("title", "line", "block", "block")


def draw_first_view(words: Words, *, menu: bool) -> Markup:
    """Draw the view; with the menu of what every reader may see, for whoever is let in."""
    names = [words.t(f"page.{row.key}") for row in MENU if menu and row.needed == (Action.SEE,)]
    items = Markup().join(Markup("<li><a>{}</a></li>").format(name) for name in names)
    brand = Markup('<a class="m-brand"><i></i>{}</a>').format(words.t("app.name"))
    shapes = Markup().join(Markup('<i class="m-shape-{}"></i>').format(shape) for shape in SHAPES)
    return Markup(
        '<div id="m-first" class="stHtml" aria-hidden="true" inert>'
        '<div class="m-banner">{}<nav class="m-menu"><ul>{}</ul></nav></div>{}</div>'
    ).format(brand, items, shapes)
