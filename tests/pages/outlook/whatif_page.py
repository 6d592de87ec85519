"""What the tests of what-ifs share: plans on a day, and how the page is read."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from pages.outlook.parts.whatif.whatif_goal import PLAIN_MODES, SupposedMode
from tests.pages.conftest import text

TRIBUNAL = {"plan": "eksempel-ankenaevn-2026", "as_of": "2026-11-20", "wanted": "80"}
REGISTER = {"plan": "eksempel-register-2026", "as_of": "2026-11-20"}
CPR = {"plan": "cpr-2017", "as_of": "2017-06-30"}


def said(at: AppTest) -> str:
    """The text of the page with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(at))).replace("\u00a0", " ")


def bars(at: AppTest) -> list[str]:
    """Both bars in words, the official one first."""
    return re.findall(r'class="m-bar" role="img" aria-label="([^"]+)"', text(at))


def choose(at: AppTest, goal: str, mode: SupposedMode) -> AppTest:
    """Suppose a goal in a way, unfolding the finer ones where they are needed."""
    if mode in PLAIN_MODES:
        return at.segmented_control(key=f"mode|{goal}").set_value(mode).run()
    if not [one for one in at.segmented_control if one.key == f"finer|{goal}"]:
        at.button(key=f"more_button|{goal}").click().run()
    return at.segmented_control(key=f"finer|{goal}").set_value(mode).run()


def goals(at: AppTest) -> list[str]:
    """The goals that have controls, in their order."""
    return [one.label.split()[0] for one in at.segmented_control if str(one.key).startswith("mode|")]
