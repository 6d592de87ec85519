"""The reader's request, as every page script gets it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st

from metrics.access import Action, Person, Resource, may, may_somewhere
from metrics.plan.catalogue import Catalogue
from pages.ui.draw import marks, theme
from pages.ui.draw.html import fill
from pages.ui.draw.writer import Writer
from words import addresses
from words.language import Words


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

    @property
    def lang(self) -> str:
        """The page's language, `da` or `en`."""
        return self.words.lang

    def may(self, action: Action, resource: Resource | None = None) -> bool:
        """Tell whether the reader may do something to a resource; without one, to anything at all."""
        if resource is not None:
            return may(self.reader, action, resource, self.today).allowed
        return may_somewhere(self.reader, action, self.today)

    def t(self, key: str, **params: object) -> str:
        """Return the text of `key` in the page's language."""
        return self.words.t(key, **params)

    def link(self, key: str, **params: object) -> str:
        """Return the address of a page, carrying the day and the language where they are not the default."""
        query = {name: str(value) for name, value in params.items() if value is not None}
        return addresses.make_path(key, {**query, **self.carried}, self.lang)

    def writer(self, catalogue: Catalogue) -> Writer:
        """Return what sheets are written with on this page."""
        return Writer(catalogue, self.words, self.link)

    def show_title(self, title: str, *, fictional: bool = False) -> None:
        """Write the page's heading and its title in the browser's tab; mark fictional data in both."""
        name = self.t("word.fictional")
        in_tab = f"{title} ({name})" if fictional else title
        st.set_page_config(page_title=f"{in_tab} · {self.t('app.name')}")
        mark = marks.draw_badge(name) if fictional else ""
        st.html(fill('<div class="m-title"><h1>{}{}</h1></div>', title, mark))
