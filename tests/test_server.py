"""The entry of the web server: what it needs before it serves anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.runtime.pages_manager import PagesManager

import server
from db.sqlite_driver import MENDED, driver
from service import figures, sign_in


@pytest.mark.usefixtures("client")
def test_the_database_is_ready_before_the_first_request(app_database: Path) -> None:
    assert app_database.stat().st_size > 0


def test_a_link_to_a_page_works_from_the_first_reader_on() -> None:
    """Streamlit's own way with a folder called `pages` is off before any session begins."""
    assert PagesManager.uses_pages_directory is False


@pytest.mark.parametrize("older", [True, False])
def test_the_log_tells_of_a_sqlite_that_can_damage_the_database(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, older: bool
) -> None:
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 40, 1) if older else MENDED)
    monkeypatch.setattr(driver, "sqlite_version", "3.40.1")
    server._log_start("sqlite:///none.db")
    told = [(record.msg, record.levelname) for record in caplog.records if "sqlite" in record.msg]
    assert told == ([("sqlite_old", "WARNING")] if older else [])


@pytest.mark.parametrize("variable", ["MAALSTREG_METRICS_PORT", "MAALSTREG_OIDC_CLIENT_ID"])
def test_a_setting_without_meaning_ends_the_server_with_words(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "x")
    with pytest.raises(SystemExit, match="MAALSTREG_"):
        server._read_setting(figures.read_port if "METRICS" in variable else sign_in.read_provider)


@pytest.mark.parametrize(
    ("address", "refused"), [("127.0.0.1", False), ("::1", False), ("192.0.2.1", True), ("", True)]
)
def test_without_a_sign_in_only_this_machine_may_reach_it(
    monkeypatch: pytest.MonkeyPatch, address: str, refused: bool
) -> None:
    monkeypatch.setattr("streamlit.config.get_option", lambda _: address)
    if not refused:
        server._refuse_to_be_reached()
        return
    with pytest.raises(SystemExit, match="MAALSTREG_OIDC"):
        server._refuse_to_be_reached()
