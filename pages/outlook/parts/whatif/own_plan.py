"""The plan that a chief's what-if begins with: the running one of the institution the reader leads."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import date

import streamlit as st

from metrics import access
from metrics.plan.model import Plan
from pages.ui.moments import JudgedMoment
from pages.ui.page import Page


def open_own_plan(page: Page, moment: JudgedMoment) -> None:
    """Write the reader's own running plan into an address that names none, where there is exactly one."""
    if "plan" in st.query_params:
        return
    own = find_own_plan(access.find_led(page.reader, page.today), moment.followed, page.as_of)
    if own:
        st.query_params["plan"] = own


def find_own_plan(led: Set[str], plans: Iterable[Plan], as_of: date) -> str | None:
    """Find the one plan under way of the one institution that is led; None where there is none or several."""
    if len(led) != 1:
        return None
    own = [plan.id for plan in plans if plan.institution in led and plan.start <= as_of <= plan.end]
    return own[0] if len(own) == 1 else None
