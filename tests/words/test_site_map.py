"""A page is one row, one script and its words: nothing of it is forgotten, and nothing is there without a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics.access import Action
from tests import matrix
from words.language import LANGUAGES, read_catalogue
from words.site_map import BY_KEY, MENU, SITE_MAP, PageRow

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("row", SITE_MAP, ids=lambda row: row.key)
def test_a_page_has_its_script_and_its_name_in_every_language(row: PageRow) -> None:
    assert (ROOT / row.script).is_file()
    assert [lang for lang in LANGUAGES if f"page.{row.key}" not in read_catalogue(lang)] == []


def test_every_page_script_has_a_row() -> None:
    scripts = {path for path in ROOT.glob("pages/*/*.py") if path.parent.name != "ui"}
    named = {ROOT / row.script for row in SITE_MAP}
    assert named == {path for path in scripts if path.stem != "__init__"}


def test_every_page_is_in_the_matrix_of_rights() -> None:
    assert [row.key for row in SITE_MAP] == list(matrix.PAGES)


def test_no_key_and_no_address_stands_twice() -> None:
    assert len(BY_KEY) == len(SITE_MAP)
    addresses = [address for row in SITE_MAP for address in {row.address, row.path}]
    assert len(addresses) == len(set(addresses)) == 17


def test_one_page_is_the_start_and_answers_at_the_root() -> None:
    assert [row.key for row in SITE_MAP if row.is_start] == ["overview"]
    assert BY_KEY["overview"].address == "/"
    assert BY_KEY["plan"].address == "/plan"


def test_the_menu_is_in_the_order_of_the_table_and_leads_to_no_single_plan() -> None:
    assert [row.key for row in MENU] == [
        "overview",
        "development",
        "risk",
        "report",
        "meeting",
        "annual",
        "whatif",
        "plans",
        "administration",
        "audit",
    ]


def test_a_page_is_open_to_whoever_may_see_something_unless_its_row_says_otherwise() -> None:
    needed = {row.key: row.needed for row in SITE_MAP if row.needed != (Action.SEE,)}
    planning = (Action.DRAFT, Action.SIGN_FOR_DEPARTMENT, Action.SIGN)
    recording = (Action.DECIDE, Action.REPORT, Action.DELEGATE, Action.RECEIVE)
    assert needed == {
        "meeting": (Action.READ_MINUTES,),
        "plans": planning,
        "administration": recording,
        "audit": (Action.SEE_AUDIT,),
    }
    over_all = {row.key: row.needed_over_all for row in SITE_MAP if row.needed_over_all}
    assert over_all == {"administration": (Action.GRANT,)}
