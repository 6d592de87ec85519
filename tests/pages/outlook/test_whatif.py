"""Hvad nu hvis: what is supposed stands in the address, both scores are shown, and nothing is written."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import MetaData, select

from db import session
from db.plans import plan_commands
from pages.outlook.parts.whatif.whatif_goal import SupposedMode
from tests.cases import text_of
from tests.db.recorded import by_both
from tests.pages.conftest import ROOT, Open, text
from tests.pages.outlook.whatif_page import CPR, TRIBUNAL, bars, choose, said


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    engine = session.open_engine(url)
    tables = MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for name, table in tables.tables.items()
        }


def test_both_bars_always_show_and_nothing_supposed_is_how_it_stands(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    official, changed = bars(at)
    assert official == changed
    assert "Sandsynlighed for mindst 80 point: 93 pct. (uændret)" in said(at)
    assert "Planen og det, der er indberettet, bliver ikke ændret" in said(at)
    assert at.button(key="whatif_reset_all").disabled


def test_a_goal_set_to_met_is_secured_if_so_alone_and_stands_in_the_address(open_page: Open) -> None:
    at = open_page("whatif", **TRIBUNAL)
    before, _ = bars(at)
    choose(at, "3.2", SupposedMode.MET)
    official, changed = bars(at)
    assert official == before
    assert "16,7" in changed
    assert at.query_params["set"] == "3.2-met"
    assert at.query_params["plan"] == TRIBUNAL["plan"]
    assert bars(open_page("whatif", **TRIBUNAL, set="3.2-met")) == [official, changed]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"set": "9.9-met 3.2-met"}, "Der er intet mål “9.9”"),
        ({"chance": "1.2-1.2", "set": "3.2-met"}, "Skal være fra 0 til 1"),
        ({"value": "1.1.1-abc", "set": "3.2-met"}, "er ikke forstået"),
        ({"value": "2.1.1-5", "set": "3.2-met"}, "Der er intet delmål “2.1.1”"),
        ({"correlation": "7", "set": "3.2-met"}, "Skal være fra 0 til 1"),
        ({"wanted": "900", "set": "3.2-met"}, "er ikke et antal point fra 0 til 100"),
        ({"wanted": "9" * 5000, "set": "3.2-met"}, "er ikke et antal point fra 0 til 100"),
        ({"chance": "%%% <b>", "set": "3.2-met"}, "er ikke forstået"),
    ],
)
def test_a_broken_address_is_told_and_the_rest_is_kept(
    open_page: Open, query: dict[str, str], words: str
) -> None:
    at = open_page("whatif", **TRIBUNAL | query)
    assert words in said(at)
    assert "16,7" in bars(at)[1]


def test_what_contradicts_the_record_is_said(open_page: Open) -> None:
    at = open_page("whatif", plan="eksempel-ankenaevn-2025", as_of="2026-11-20", set="1.1-not_met")
    assert "Mål 1.1 er registreret som opfyldt. Scenariet ser bort fra det." in said(at)
    assert bars(at)[0] != bars(at)[1]


def test_a_silent_goal_gives_bounds_and_no_distribution(open_page: Open) -> None:
    asked = {"plan": "cpr-2017", "as_of": "2017-03-01"}
    at = open_page("whatif", **asked)
    html = text(at)
    assert "Derfor vises grænser" in said(at)
    assert "m-spread" not in html
    assert re.search(r"mindst 80 point: \d+ pct\. til \d+ pct\.", said(at))
    goals = "1.1", "1.2", "2.1", "2.2", "2.3", "3.1", "3.2"
    known = open_page(
        "whatif", **asked, set=" ".join(f"{number}-met" for number in goals[:-1]), chance="3.2-0.5"
    )
    assert "m-spread" in text(known)


def test_a_plan_that_is_decided_has_nothing_to_decide_it(open_page: Open) -> None:
    at = open_page("whatif", plan="eksempel-ankenaevn-2025", as_of="2026-11-20")
    assert "Alt er afgjort" in said(at)
    assert "m-pivots" not in text(at)


def test_a_plan_without_a_total_has_its_counts_and_no_question_about_points(
    open_page: Open, database: str
) -> None:
    with session.open_writing(database, session.MACHINE) as db:
        plan_commands.import_plan(db, by_both(text_of("10")))
    at = open_page("whatif", plan="m10", as_of="2017-06-30")
    for goal in "1", "2":
        choose(at, goal, SupposedMode.MET)
        assert not at.exception
    assert at.query_params["set"] == "1-met 2-met"
    page = said(at.run())
    assert "Med antagelserne" in page
    assert "Sandsynlighed for mindst" not in page
    assert not at.select_slider
    assert [expander.label for expander in at.expander] == ["Gem og del som scenarie"]


def test_pay_is_shown_as_indicative_where_the_plan_has_a_rule(open_page: Open) -> None:
    with_rule = said(open_page("whatif", **TRIBUNAL, set="3.2-not_met"))
    assert "Resultatløn, vejledende" in with_rule
    assert "peger på 0 til 6 pct. af lønnen (før: 0 til 10 pct., " in with_rule
    assert "Resultatløn" not in said(open_page("whatif", **CPR))


def test_without_a_plan_those_under_way_are_offered(open_page: Open) -> None:
    html = text(open_page("whatif", as_of="2026-11-20"))
    offered = re.findall(r'<li><a href="/hvad-nu-hvis\?plan=([a-z0-9-]+)', html)
    assert TRIBUNAL["plan"] in offered
    assert "cpr-2017" not in offered


def test_an_unknown_plan_is_told(open_page: Open) -> None:
    assert "“x”" in said(open_page("whatif", plan="x", as_of="2026-11-20"))


def test_nothing_is_written_whatever_is_supposed(open_page: Open, database: str) -> None:
    before = rows(database)
    assert len(before["observations"]) > 100
    at = open_page("whatif", **TRIBUNAL)
    for mode in SupposedMode:
        choose(at, "1.2", mode)
    choose(at, "1.1", SupposedMode.LIKELY)
    at.select_slider(key="wanted").set_value(60).run()
    at.button(key="whatif_reset_all").click().run()
    open_page("whatif", **CPR, set="2.1-met", value="1.2.1-5", correlation="0.3")
    assert rows(database) == before


def test_the_page_and_its_sheet_import_no_command() -> None:
    files = [ROOT / "pages/outlook/whatif.py", ROOT / "pages/outlook/parts/whatif/whatif_reads.py"]
    files += [file for file in (ROOT / "pages/outlook/parts/whatif").glob("[!_]*.py") if file not in files]
    assert len(files) == 20
    assert not [
        f
        for f in files
        if re.search(r"^(from|import) .*\b(\w*commands|saving)\b", f.read_text("utf-8"), re.M)
    ]
