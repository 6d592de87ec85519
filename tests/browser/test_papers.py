"""A paper is made when its button is pressed, and comes as a file."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.fixtures.browsers import Server, visit


def test_a_paper_comes_as_a_file_in_the_format_chosen(page: Page, server: Server) -> None:
    visit(page, f"{server.url}/plan?plan=eksempel-ankenaevn-2026&as_of=2026-11-20&paper=note&format=docx")
    with page.expect_download() as fetched:
        page.get_by_role("button", name="Hent papiret").click()
    assert fetched.value.suggested_filename == "eksempel-ankenaevn-2026-notat-2026-11-20.docx"
    assert Path(fetched.value.path()).read_bytes().startswith(b"PK")
