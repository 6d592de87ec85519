"""The history of an institution and the plans of those it came from, as its readers meet them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from db.clock import read_clock
from db.plans import institution_commands
from db.session import MACHINE, open_writing
from metrics.access import Grant, Person, Role
from metrics.periods import find_danish_day, find_day_end
from metrics.plan.institution_history import InstitutionChange
from pages.status.parts.institution.institution_reads import find_institution_plans, read_life
from pages.ui.moments import read_moment
from tests.matrix import ELSEWHERE, NEIGHBOUR, OWN
from tests.pages.conftest import Open, text
from tests.pages.drawing import row, rows, writer

DAY = date(2026, 7, 1)
MERGED = "Sammenlagt med Styrelsen for Borgertilsyn , som blev en del af institutionen."


@pytest.fixture
def changed(database: str) -> None:
    """One institution becomes part of another, and that one was split off from a third."""
    with open_writing(database, MACHINE) as db:
        for change in (
            InstitutionChange(NEIGHBOUR, DAY, read_clock(), "Lov", successor=OWN),
            InstitutionChange(OWN, date(2020, 1, 1), read_clock(), "Lov", origin=ELSEWHERE),
        ):
            assert institution_commands.change_institution(db, change)


@pytest.mark.usefixtures("changed")
def test_an_institution_tells_what_became_of_it_and_shows_the_plans_of_those_it_came_from(
    open_page: Open,
) -> None:
    html = text(open_page("institution", institution=OWN))
    assert row(html, "01.01.2020") == "01.01.2020 Blev udskilt af CPR-administrationen ."
    assert row(html, "01.07.2026") == f"01.07.2026 {MERGED}"
    earlier = [one for one in rows(html) if "Styrelsen for Borgertilsyn" in one and "31.12." in one]
    assert [one.split("01.01.")[1][:4] for one in earlier] == ["2026", "2025", "2024", "2023"]
    # Of what it was split off from, the plans until then.
    before = [one for one in rows(html) if "CPR-administrationen" in one and "31.12." in one]
    assert [one.split("01.01.")[1][:4] for one in before] == ["2017"]
    own = text(open_page("institution", institution=NEIGHBOUR))
    assert row(own, "01.07.2026") == "01.07.2026 Blev en del af Ankenævnet for Borgersager ."


@pytest.mark.usefixtures("changed")
def test_before_the_day_and_without_any_change_there_is_nothing_to_tell(open_page: Open) -> None:
    early = text(open_page("institution", institution=NEIGHBOUR, as_of="2026-06-30"))
    assert "Institutionens historie" not in early
    html = text(open_page("institution", institution="eksempel-register"))
    assert "Institutionens historie" not in html


@pytest.mark.usefixtures("changed")
def test_an_institution_that_the_reader_may_not_see_is_not_named() -> None:
    reader = Person("b@example.dk", (Grant(Role.READER, date(2020, 1, 1), institution=OWN),))
    day = date(2026, 11, 20)
    moment = read_moment(day, find_day_end(day), reader, find_danish_day(datetime.now(UTC)))
    own = find_institution_plans(moment, OWN)
    assert own
    html = read_life(moment, own, writer(moment.catalogue))
    assert row(html, "01.01.2020") == "01.01.2020 Blev udskilt af en anden institution."
    assert "CPR" not in html
    # Whoever may see the whole may see its parts.
    assert row(html, "01.07.2026") == f"01.07.2026 {MERGED}"


@pytest.mark.usefixtures("changed")
def test_the_years_of_a_part_stand_under_those_of_the_whole_with_its_day(open_page: Open) -> None:
    html = text(open_page("development", area="Digitaliserings- og Borgerministeriet (opdigtet)"))
    names = [
        one for one in rows(html) if one.startswith(("Ankenævnet", "Styrelsen for", "Registerstyrelsen"))
    ]
    assert names[1].startswith("Styrelsen for Borgertilsyn del af Ankenævnet for Borgersager fra 01.07.2026")
    assert names[0].startswith("Ankenævnet for Borgersager")
