"""The reader's request, as every page script gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st
from markupsafe import Markup

from metrics.access import Action, Person, Resource, may, may_somewhere
from metrics.periods import find_danish_day
from metrics.plan.catalogue import Catalogue
from pages.ui import screen
from pages.ui.draw import marks, theme
from pages.ui.draw.html import fill, quote_css
from pages.ui.draw.writer import Writer
from words import addresses
from words.language import Words
from words.moment import write_moment
from words.site_map import PageRow


@dataclass(frozen=True, slots=True)
class Page:
    """What a page script needs to know about the reader's request."""

    key: str
    words: Words
    as_of: date
    today: date
    known_at: datetime
    look: theme.Look
    reader: Person
    carried: Mapping[str, str]
    """The parameters that every link passes on, where they differ from the default."""
    dated: bool = True
    """Whether it shows the day, and not always the present."""

    @property
    def lang(self) -> str:
        """The page's language, `da` or `en`."""
        return self.words.lang

    @property
    def known(self) -> date:
        """The day by whose end what is shown had to be known."""
        return find_danish_day(self.known_at)

    def may(self, action: Action, resource: Resource | None = None) -> bool:
        """Tell whether the reader may do something to a resource; without one, to anything at all."""
        if resource is not None:
            return may(self.reader, action, resource, self.today).allowed
        return may_somewhere(self.reader, action, self.today)

    def may_over_all(self, action: Action) -> bool:
        """Tell whether the reader may do something to everything, what belongs to no institution included."""
        return may(self.reader, action, None, self.today).allowed

    def may_open(self, row: PageRow) -> bool:
        """Tell whether the reader may open a page."""
        return any(map(self.may, row.needed)) or any(map(self.may_over_all, row.needed_over_all))

    def t(self, key: str, **params: object) -> str:
        """Return the text of `key` in the page's language."""
        return self.words.t(key, **params)

    def link(self, key: str, **params: object) -> str:
        """Return the address of a page, carrying the day and the language where they are not the default."""
        query = {name: str(value) for name, value in params.items() if value is not None}
        return addresses.make_path(key, {**query, **self.carried}, self.lang)

    def link_here(self, **changes: str | None) -> str:
        """Return the page's own address with some parameters changed; None takes one out."""
        query = {**st.query_params, **changes, "lang": None}
        kept = {name: value for name, value in query.items() if value is not None}
        return addresses.make_path(self.key, kept, self.lang)

    def writer(self, catalogue: Catalogue) -> Writer:
        """Return what sheets are written with on this page."""
        return Writer(catalogue, self.words, self.link)

    def show_title(self, title: str, *, fictional: bool = False, within: str = "") -> None:
        """Write the page's heading, with its moment below, and its title in the browser's tab; mark fictional data.

        On paper, where no trail leads to it, the page also says `within` what it is.
        """
        name = self.t("word.fictional")
        in_tab = f"{title} ({name})" if fictional else title
        st.set_page_config(page_title=f"{in_tab} · {self.t('app.name')}")
        mark = marks.draw_fictional(self.words, fictional=fictional)
        moment = self._draw_moment() if self.dated else ""
        screen.draw(fill('<div class="m-title"><h1>{}{}</h1></div>{}', title, mark, moment))
        screen.draw(self._draw_paper_head(f"{within} · {in_tab}" if within else in_tab))

    def _draw_paper_head(self, title: str) -> Markup:
        """Draw what stands above and below each page on paper: title, day and page number."""
        said = write_moment(self.as_of, self.known, self.today, self.words) if self.dated else ""
        # Paper is light; a figure's colours are its own.
        charts = "@media print { .js-plotly-plot { filter: invert(1) hue-rotate(180deg); } }"
        return fill(
            "<style>@page {{ @top-left {{ content: {}; }} @top-right {{ content: {}; }} "
            "@bottom-right {{ content: {} counter(page) {} counter(pages); }} }} {}</style>",
            quote_css(title),
            quote_css(said),
            quote_css(self.t("paper.page")),
            quote_css(self.t("paper.of")),
            charts if self.look.dark else "",
        )

    def _draw_moment(self) -> Markup:
        """Draw what the page shows, and by when it was known; only on paper where the day's control says as much."""
        said = write_moment(self.as_of, self.known, self.today, self.words)
        if self.known == self.as_of:
            return fill('<p class="m-printed">{}</p>', said)
        then = marks.draw_link(self.link_here(known_at=None), self.t("frame.known_then"))
        return fill('<p class="m-notice" role="status">{}. {}</p>', said, then)
