"""The settlement of the year of `cpr-2017`: preliminary, final, approved by both parties and closed, on its page."""

from __future__ import annotations

from fractions import Fraction

from db import queries, session
from db.clock import read_clock
from db.location import find_database_url
from db.plans import definitions, plan_queries
from db.scope import EVERYTHING
from metrics.periods import find_danish_day
from metrics.score.scoring import score_plan
from tests.pages.conftest import text
from tests.pages.cycle.playing import PLAN, Dashboard
from tests.pages.cycle.settling import WHY, fill, press
from tests.pages.drawing import plain, rows

PRELIMINARY = (
    "Foreløbig opgørelse. Året er slut, men ikke alle mål er afgjort.",
    "71,4 af 100 point opnået",
    "Milepæl 1.1.1 er indberettet og ikke bekræftet: Penetrationstest af CPR-systemet er gennemført 1.1",
    "Vurdering af 1.1.2: Relevante anbefalinger fra testen er gennemført 1.1 Departementet",
)
"""On the day the last report is handed in: five of seven goals are met, 3.2 is missed and 1.1 waits."""
TABLE = (
    "1.1 IT-sikkerhed Begge delmål skal være opfyldt 14,3 Opfyldt 14,3 af 14,3",
    "2.1 Afslutning af klagesager Andel klagesager afsluttet rettidigt inden for 5 mdr. 14,3 [mindst 90 pct.]"
    " 88,5 pct. (2017) Ikke opfyldt 0 af 14,3 75,8 pct. (foreløbigt) Institutionen Se 2.1",
    "3.1 Budgetoverholdelse Begge delmål skal være opfyldt 14,3 Opfyldt 14,3 af 14,3",
    "3.2 Sygefravær Reduktion i gennemsnitligt antal sygefraværsdage pr. medarbejder 14,3 højst 6,48 dage 6,9 dage"
    " (oktober 2016 – september 2017) Ikke opfyldt 0 af 14,3 7,2 dage Statens Benchmarkdatabase Se 3.2",
    "I alt 100 71,4 af 100",
)
"""Rows of part 1: 5 of 7 goals, each of 100/7 points; 6,48 is 90 pct. of the 7,2 days of the year before."""
ANALYSIS = {"2.1": "To sagsbehandlere rejste.", "3.2": "Flere lange forløb."}


def see_the_preliminary_settlement(at: Dashboard) -> None:
    said = read_year(at, "controller")
    assert [line for line in PRELIMINARY if line not in said] == [], said


def settle_the_year(at: Dashboard) -> list[str]:
    at.turn_to("2018-02-20")
    for goal, why in ANALYSIS.items():
        fill(at.open("reporter", "annual", goal=goal), WHY, why)
    at.turn_to("2018-03-01")
    press(at.open("chief", "annual"), "Godkend for institutionen")
    at.turn_to("2018-03-05")
    press(at.open("head", "annual"), "Tiltræd for departementet")
    at.turn_to("2018-03-12")
    said = press(at.open("head", "annual"), "Luk planen")
    assert "Planen er lukket. Målopfyldelsen ligger fast." in said, said
    table = read_table(at)
    assert [line for line in TABLE if line not in table] == [], table
    return table


def read_year(at: Dashboard, role: str) -> str:
    """Read the settlement as somebody."""
    return plain(text(at.open(role, "annual")))


def read_table(at: Dashboard) -> list[str]:
    """Read the rows of the annual table as the auditor does."""
    return rows(text(at.open("auditor", "annual")))


def score_from_the_rows_alone() -> dict[str, Fraction | None]:
    """Score every goal from what is recorded, without anything that the closing has kept."""
    now = read_clock()
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        versions = plan_queries.read_versions_of(db, PLAN)
        history, catalogue = queries.read_history(db), definitions.read_catalogue(db)
    signed = versions[-1].plan.model_copy(update={"closed": None})
    score = score_plan(signed, history.known(find_danish_day(now), now), catalogue)
    assert score.settlement is None
    return {goal.goal.number: goal.outcome.credit for goal in score.goals}


def read_kept_credit() -> dict[str, Fraction | None]:
    """Read what the closing kept of every goal."""
    now = read_clock()
    with session.open_reading(find_database_url(), sees=EVERYTHING) as db:
        plan = plan_queries.read_plan(db, PLAN)
        history, catalogue = queries.read_history(db), definitions.read_catalogue(db)
    score = score_plan(plan, history.known(find_danish_day(now), now), catalogue)
    assert score.settlement is not None
    return {goal.goal.number: goal.outcome.credit for goal in score.goals}
