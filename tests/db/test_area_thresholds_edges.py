"""A right over part of a ministry area."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from db import area_thresholds
from db.session import open_writing
from metrics.access import Grant, Person, Role
from metrics.errors import InvalidInput
from tests.cases import text_of
from tests.db.recorded import by_both, imported

AREA = "Social- og Indenrigsministeriet"


def test_a_threshold_takes_a_right_over_every_institution_of_the_area(sqlite_url: str) -> None:
    neighbour = text_of("35").replace("Opdigtet ressort", AREA)
    imported(sqlite_url, by_both(neighbour))
    imported(sqlite_url)
    for of, allowed in (("cpr",), False), (("naevn",), False), (("cpr", "naevn"), True):
        grants = tuple(Grant(Role.CONTROLLER, date(2017, 1, 1), institution=one) for one in of)
        with open_writing(sqlite_url, Person("controller@example.dk", grants)) as session:
            if allowed:
                area_thresholds.set_threshold(session, AREA, "likely", Decimal(70), "Reason")
            else:
                with pytest.raises(InvalidInput):
                    area_thresholds.set_threshold(session, AREA, "likely", Decimal(70), "Reason")
