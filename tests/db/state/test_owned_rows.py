"""Only the rows of some institutions are asked for."""

from __future__ import annotations

from sqlalchemy import select

from db import models as m
from db.scope import EVERYTHING
from db.session import open_reading
from db.state.owned_rows import select_of_owners, select_series_of_owners


def test_plans_and_series_are_those_of_the_institutions_that_are_named(filled_database_url: str) -> None:
    plans, series = select(m.Plan.key), select(m.Indicator.key, m.Institution.key).join(m.Institution)
    with open_reading(filled_database_url, sees=EVERYTHING) as session:
        own = set(session.scalars(select_of_owners(plans.where(m.Plan.kind == "result"), {"cpr"})))
        assert own == {"cpr-2017", "cpr-2021"}
        owners = {owner for _, owner in session.execute(select_series_of_owners(series, {"cpr", "nobody"}))}
        assert owners == {"cpr"}
        assert not session.scalars(select_of_owners(plans, ())).all()
        every = session.scalars(select_of_owners(plans, None)).all()
        assert len(every) == len(session.scalars(plans).all()) > len(own)
