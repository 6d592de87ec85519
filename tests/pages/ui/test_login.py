"""Before the pages: one button, and another sentence for a sign-in that does not hold here."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import faults, reader
from tests.pages.conftest import text
from words.language import Words


def script() -> None:
    from pages.ui import login
    from words.language import Words

    login.show_login(Words("da"))


def test_somebody_new_is_asked_to_sign_in() -> None:
    at = AppTest.from_function(script).run()
    assert [button.label for button in at.button] == ["Log på"]
    assert Words("da").t("login.ended") not in text(at)


def test_the_other_language_is_at_hand_and_keeps_what_is_asked_for() -> None:
    at = AppTest.from_function(script)
    at.query_params["plan"] = "cpr-2017"
    html = text(at.run())
    assert '<a href="?plan=cpr-2017&amp;lang=en" lang="en" hreflang="en">english</a>' in html
    assert ">dansk<" not in html


def test_somebody_whose_sign_in_does_not_hold_is_told_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    noted = []
    monkeypatch.setattr(reader, "read_claims", lambda: {"email": "a@example.dk"})
    monkeypatch.setattr(faults, "note_sign_in_refused", lambda: noted.append(1))
    at = AppTest.from_function(script).run()
    assert "Din pålogning er udløbet" in text(at)
    assert list(at.button) == []
    assert '<button type="submit">Log på igen</button></form>' in text(at)
    assert noted == [1]


def test_whoever_signed_in_too_weakly_is_told_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAALSTREG_OIDC_REQUIRED_AMR", "mfa")
    monkeypatch.setattr(reader, "read_claims", lambda: {"email": "a@example.dk", "amr": ["pwd"]})
    at = AppTest.from_function(script).run()
    assert Words("da").t("login.weak") in text(at)
    assert Words("da").t("login.ended") not in text(at)
