"""A press is acted on once, in whichever run comes to its button, and by no run after one that came to the end."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.fixtures.browsers import ROOT

PARTS = ("button", "submit")


def page() -> None:
    """A page with a button and a form, whose run is ended by another as often as it is told."""
    import streamlit as st

    from pages.ui import widgets

    said = st.session_state.setdefault("said", [])
    if st.session_state.get("ended", 0):
        st.session_state["ended"] -= 1
        st.rerun()
    if st.session_state.get("shown", True):
        if widgets.show_button("Button", "button"):
            said.append("button")
        with st.form("form"):
            if widgets.show_submit("Submit", "submit"):
                said.append("submit")
    widgets.forget_presses()


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_function(page).run()


def press(at: AppTest, key: str) -> AppTest:
    return at.button(key=key).click().run()


@pytest.mark.parametrize("key", PARTS)
@pytest.mark.parametrize("ended", [0, 1, 2])
def test_a_press_is_acted_on_once_though_its_run_is_ended(at: AppTest, key: str, ended: int) -> None:
    at.session_state["ended"] = ended
    assert press(at, key).session_state["said"] == [key]
    assert at.run().session_state["said"] == [key]
    assert press(at, key).session_state["said"] == [key, key]


@pytest.mark.parametrize("key", PARTS)
def test_a_press_is_forgotten_where_a_run_ends_without_its_button(at: AppTest, key: str) -> None:
    at.session_state["shown"] = False
    press(at, key)
    at.session_state["shown"] = True
    assert at.run().session_state["said"] == []


def test_no_page_acts_on_a_press_that_only_its_own_run_knows() -> None:
    assert [line for line in find_buttons() if line] == []


def find_buttons() -> Iterator[str]:
    """Each button of a page that is not told of its press before the run; empty for one that is."""
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                "st.button",
                "st.form_submit_button",
            ):
                noted = any(given.arg == "on_click" for given in node.keywords)
                yield "" if noted else f"{path.relative_to(ROOT)}:{node.lineno}"
