"""The choice of an institution with series, and of one of its series."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from metrics.access import Action
from metrics.plan.catalogue import Catalogue
from pages.admin.parts.tasks.act_form import ActForm
from pages.ui import people, screen, widgets
from pages.ui.page import Page

INSTITUTION = "institution"
"""The parameter of the address: whose series are shown."""


def choose_institution(page: Page, catalogue: Catalogue, action: Action) -> tuple[str, str] | None:
    """Show the institutions to whose series the reader may do something; return the one chosen and its name, if any."""
    permitted = people.find_permitted(catalogue, page.reader, action, page.today)
    owners = {
        key: catalogue.find_institution(key, page.today).name
        for key in sorted({owner for owner, _ in catalogue.indicators} & permitted)
    }
    if not owners:
        screen.say(page.t("break.no_series"))
        return None
    ordered = sorted(owners, key=lambda key: owners[key])
    with st.container(horizontal=True, key="m-filters"):
        chosen = widgets.draw_choice(INSTITUTION, page.t("page.institution"), ordered, owners.__getitem__)
    if missing := widgets.find_unknown(INSTITUTION, ordered):
        screen.say(page.t("administration.unknown_choice", value=missing))
    return chosen, owners[chosen]


def ask_series(form: ActForm, institution: str, names: Mapping[str, str]) -> str | None:
    """Show an input for one of an institution's series, by their names; None where none is chosen."""
    found: str | None = st.selectbox(
        form.labels["indicator"],
        sorted(names, key=lambda key: names[key]),
        index=None,
        placeholder=form.page.t("administration.choose"),
        format_func=lambda key: names[key],
        **form.keep(f"indicator {institution}"),
    )
    return found
