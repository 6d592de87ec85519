"""What waits for the department, what it is asked and what it watches; in the example no debt is lost or doubled."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from metrics.access import Role, grant_all_roles
from metrics.followup.asks import find_asks, find_watched
from metrics.followup.concerns import find_concerns
from metrics.followup.deadlines import Deadline
from metrics.followup.outlook import Outlook, find_outlook
from metrics.followup.thresholds import USUAL
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.catalogue import Catalogue, find_areas
from metrics.status import Status
from pages.status.parts.area_view import AreaView, view_area
from pages.status.parts.asked_lists import draw_asked
from pages.status.parts.coming_list import draw_coming
from pages.ui.moments import make_before, read_moment
from tests.factories import assessed, event, facts, goal, milestone, plan
from tests.pages.areas import KNOWN, view
from tests.pages.drawing import EN, Reader, plain, writer

JUNE, JULY = date(2017, 6, 10), date(2017, 7, 20)
TODAY = find_danish_day(datetime.now(UTC))
DAYS = [
    date(2025, 2, 3),
    date(2026, 1, 20),
    date(2026, 4, 20),
    date(2026, 7, 16),
    date(2026, 10, 15),
    date(2026, 11, 20),
    date(2026, 12, 31),
    date(2027, 2, 20),
    date(2027, 6, 29),
]
ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)


def lists(html: str) -> dict[str, list[str]]:
    """The lines of each list by its title, folded ones included."""
    parts = re.split(r"<h3>", html)[1:]
    return {
        plain(re.split(r"<small>|</h3>", part)[0]): [plain(line) for line in ITEM.findall(part)]
        for part in parts
    }


def doubted(number: int) -> Outlook:
    """So many goals that their institution is in doubt about."""
    of = plan(*(goal(str(n), assessed(f"{n}.1")) for n in range(1, number + 1)), id="n", institution="north")
    said = [event(f"{n}.1", "in_doubt", on=JUNE, plan="n") for n in range(1, number + 1)]
    return find_outlook(of, facts(*said, as_of=JUNE), KNOWN, USUAL)


def claimed(day: date) -> Outlook:
    """A milestone of 30 June, reported as done on 10 June and not confirmed."""
    of = plan(goal("1", milestone("1.1")), id="n", institution="north")
    return find_outlook(of, facts(event("1.1", "claimed", on=JUNE, plan="n"), as_of=day), KNOWN, USUAL)


def test_who_decides_is_asked_with_two_ways_to_go_on() -> None:
    html = draw_asked(view(doubted(1), as_of=JUNE), writer(KNOWN), decides=KNOWN.institutions)
    found = lists(html)
    assert list(found) == ["Afventer departementet", "Følg", "Til beslutning"]
    assert [len(lines) for lines in found.values()] == [0, 0, 1]
    (line,) = found["Til beslutning"]
    assert line.startswith("I risiko North 1 1 : Institutionen ")
    assert line.endswith(" (10. juni 2017). Acceptér afvigelse · Se i scenarier 100 point")
    assert Reader(html).values("href") == [
        "/maal?plan=n&goal=1",
        "/plan?plan=n&decide=accepted_deviation&goal=1",
        "/hvad-nu-hvis?plan=n",
    ]


def test_who_does_not_decide_sees_what_is_at_risk_instead() -> None:
    html = draw_asked(view(doubted(1), as_of=JUNE), writer(KNOWN), decides=())
    assert list(lists(html)) == ["Afventer departementet", "I risiko"]
    (line,) = lists(html)["I risiko"]
    assert "Acceptér afvigelse" not in line
    english = lists(draw_asked(view(doubted(1), as_of=JUNE), writer(KNOWN, EN), decides=()))
    assert list(english) == ["Awaiting the department", "At risk"]


@pytest.mark.parametrize(("number", "folded"), [(5, 0), (6, 1), (8, 3)])
def test_five_lines_are_in_view_and_the_rest_is_folded(number: int, folded: int) -> None:
    html = draw_asked(view(doubted(number), as_of=JUNE), writer(KNOWN), decides=KNOWN.institutions)
    assert len(lists(html)["Til beslutning"]) == number
    inside = re.findall(r"<details.*?<summary>(.*?)</summary>(.*?)</details>", html, re.DOTALL)
    assert [(title, len(ITEM.findall(rest))) for title, rest in inside] == (
        [(f"Vis alle {number}", folded)] if folded else []
    )


def test_a_milestone_that_was_reported_is_the_department_s_debt_counted_from_that_day() -> None:
    """From 10 June to 20 July are 40 days; the deadline of 30 June passed only 20 days ago."""
    area = view(claimed(JULY), as_of=JULY)
    (line,) = lists(draw_asked(area, writer(KNOWN), decides=KNOWN.institutions))["Afventer departementet"]
    assert line == (
        "Afventer departementet North 1.1 : bekræft “1.1”. Indberettet 10. juni 2017; "
        "har afventet departementet i 40 dage. 100 point"
    )
    assert "1.1" not in plain(draw_coming(area, writer(KNOWN)))
    (english,) = lists(draw_asked(area, writer(KNOWN, EN), decides=KNOWN.institutions))[
        "Awaiting the department"
    ]
    assert "10 June 2017" in english
    assert "40 days" in english


def test_the_mark_of_a_debt_is_the_department_s_also_where_the_institution_is_late_in_the_same_goal() -> None:
    of = plan(goal("1", milestone("1.1"), milestone("1.2")), id="n", institution="north")
    both = find_outlook(of, facts(event("1.1", "claimed", on=JUNE, plan="n"), as_of=JULY), KNOWN, USUAL)
    assert both.score.goals[0].status is Status.OVERDUE_DATA
    area = view(both, as_of=JULY)
    (line,) = lists(draw_asked(area, writer(KNOWN), decides=KNOWN.institutions))["Afventer departementet"]
    assert line.startswith("Afventer departementet North 1.1")
    assert "1.2 milepæl (20 dage over fristen)" in plain(draw_coming(area, writer(KNOWN)))


def test_a_year_is_settled_when_it_is_over_and_not_asked_for_before() -> None:
    of = plan(goal("1", milestone("1.1")), id="n", institution="north")
    met = event("1.1", on=JUNE, plan="n")
    for day, owed in ((date(2017, 12, 31), 0), (date(2018, 1, 2), 1)):
        area = view(find_outlook(of, facts(met, as_of=day), KNOWN, USUAL), as_of=day)
        assert (
            len(lists(draw_asked(area, writer(KNOWN), decides=KNOWN.institutions))["Afventer departementet"])
            == owed
        )


def test_nobody_is_asked_about_an_institution_that_others_decide_on() -> None:
    area = view(doubted(1), as_of=JUNE)
    other = next(key for key in KNOWN.institutions if key != area.followed[0].score.plan.institution)
    assert lists(draw_asked(area, writer(KNOWN), decides={other})) == lists(
        draw_asked(area, writer(KNOWN), decides=())
    )


# --- The example ----------------------------------------------------------------------------------------------------


def example(day: date) -> tuple[list[AreaView], Catalogue]:
    who = grant_all_roles("a@example.dk")
    now = read_moment(day, find_day_end(day), who, TODAY)
    agreed = list(now.outlooks.where(lambda one: one.locked).values())
    before = make_before(find_day_end(day), who, TODAY)
    areas = [
        view_area(
            name,
            [one for one in agreed if now.catalogue.find_area(one.score.plan, day) == name],
            day,
            before,
            now.catalogue,
        )
        for name in find_areas(now.catalogue, now.agreed, day)
    ]
    return areas, now.catalogue


def named(one: Deadline, known: Catalogue) -> str:
    """What a line calls it: the institution with the criterion or the goal, or the institution alone."""
    number = one.criterion.number if one.criterion else one.goal
    owner = known.find_owner(one.plan).name
    return f"{owner} {number}" if number else owner


def late_in_rows(html: str, known: Catalogue) -> list[str]:
    """Each line under "Over fristen", with the institution of its row."""
    found = []
    for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL)[1:]:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        found += [f"{plain(cells[0])} {plain(line)}" for line in ITEM.findall(cells[1])]
    return found


@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_overdue_stands_once_on_the_overview_with_who_owes_it(day: date) -> None:
    areas, known = example(day)
    for area in areas:
        late = [one for one in area.owed if one.days_left(day) < 0]
        rows = late_in_rows(draw_coming(area, writer(known)), known)
        assert len(rows) == len(set(rows)), "no line stands twice"
        institutions = Counter(named(one, known) for one in late if one.role is Role.REPORTER)
        starts = re.compile(r"^(.*? \d[\w.]*) ")
        assert Counter(match[1] for row in rows if (match := starts.match(row))) == institutions
        debts = lists(draw_asked(area, writer(known), decides=known.institutions))["Afventer departementet"]
        owed = Counter(named(one, known) for one in late if one.role is not Role.REPORTER)
        said = [line.removeprefix("Afventer departementet ").split(" : ")[0] for line in debts]
        assert Counter(said) & owed == owed, "nothing of the department's is missing"
        assert len(debts) == len(set(debts))
        assert not Counter(said) & Counter(named(one, known) for one in late if one.role is Role.REPORTER)


@pytest.mark.usefixtures("read_only")
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_goal_at_risk_is_either_asked_about_or_watched(day: date) -> None:
    for area in example(day)[0]:
        concerns = find_concerns(area.followed)
        asks = find_asks(area.followed, concerns, area.next_report or day)
        asked = Counter((one.outlook.score.plan.id, one.goal.goal.number) for one in asks if one.reason)
        watched = Counter(
            (one.outlook.score.plan.id, one.goal.goal.number) for one in find_watched(concerns, asks)
        )
        at_risk = Counter(
            (one.score.plan.id, goal.goal.number)
            for one in area.followed
            for goal in one.score.goals
            if goal.status is Status.AT_RISK
        )
        assert asked + watched == at_risk
