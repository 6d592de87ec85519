"""A ministry that loads its past finds each earlier day as it would have been, and never an empty one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.location import URL_VARIABLE
from tests.fixtures.terminal import HEADER, Run
from tests.pages.conftest import Open, text
from tests.pages.drawing import plain, row
from words.language import Words

PLAN = Path(__file__).parents[1] / "terminal" / "prove-2026.toml"
YEARS = (2023, 2024)
Shown = Callable[..., str]


@pytest.fixture
def shown(
    run: Run, open_page: Open, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Shown:
    """Open a page on a database that was given the plans of two years that are over, and then their results."""
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{tmp_path / 'test.db'}")
    lines = [f"{HEADER},numerator,denominator"]
    for year in YEARS:
        written = (
            PLAN.read_text("utf-8").replace("2025-12-15", f"{year - 1}-12-15").replace("2026", str(year))
        )
        Path(f"{year}.toml").write_text(written, "utf-8")
        done = run("plan", "import", f"{year}.toml")
        assert done.returncode == 0, done.stderr
        for quarter in (1, 2, 3, 4):
            lines.append(f"prove,sager,{year}Q{quarter},{250 + quarter},,")
            lines.append(f"prove,rettidig,{year}Q{quarter},,96,100")
        lines += [f"prove,maanedlig,{year}-{month:02d},{100 + month},," for month in range(1, 13)]
        lines += [f"prove,dage,{year},29,,", f"prove,udgift,{year},4900,,"]
    Path("past.csv").write_text("\n".join([*lines, ""]), "utf-8")
    done = run("results", "import", "past.csv")
    assert "tal er efterregistreret" in done.stdout, done.stderr
    return lambda key, **query: plain(text(open_page(key, **query)))


@pytest.mark.parametrize("year", YEARS)
def test_no_day_from_the_first_deadline_on_is_empty(shown: Shown, year: int) -> None:
    for day in (f"{year}-04-14", f"{year}-07-31", f"{year}-12-31", f"{year + 1}-01-14", f"{year + 1}-06-30"):
        for key in ("overview", "risk", "plan", "whatif"):
            html = shown(key, as_of=day, plan=f"prove-{year}")
            assert f"Resultatplan {year}" in html or key in ("overview", "risk")
            assert "forelå der endnu" not in html
            assert Words("da").t("status.overdue_data") not in html
    assert "1.010" in shown("plan", as_of=f"{year + 1}-01-14", plan=f"prove-{year}")
    assert "253" in shown("goal", as_of=f"{year}-10-20", plan=f"prove-{year}", goal="1")


def test_before_its_deadline_a_figure_is_not_known(shown: Shown) -> None:
    html = shown("goal", as_of="2024-04-13", plan="prove-2024", goal="1")
    assert "Den 13. april 2024 forelå der endnu ingen tal" in html


def test_what_was_loaded_afterwards_is_marked_where_figures_are_listed(shown: Shown, open_page: Open) -> None:
    shown("overview")  # the database is ready
    html = text(open_page("goal", as_of="2024-08-01", plan="prove-2024", goal="1"))
    assert row(html, "2. kvartal 2024").endswith("14.07.2024 (efterregistreret)")
