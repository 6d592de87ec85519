"""What the tests of what-ifs share: plans on a day, and how the page is read."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import text

TRIBUNAL = {"plan": "eksempel-ankenaevn-2026", "as_of": "2026-11-20"}
REGISTER = {"plan": "eksempel-register-2026", "as_of": "2026-11-20"}
CPR = {"plan": "cpr-2017", "as_of": "2017-06-30"}


def said(at: AppTest) -> str:
    """The text of the page with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(at))).replace("\u00a0", " ")


def bars(at: AppTest) -> list[str]:
    """Both bars in words, the official one first."""
    return re.findall(r'class="m-bar" role="img" aria-label="([^"]+)"', text(at))
