"""The command that takes a reported value back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from db.audit import chain
from db.clock import read_clock
from db.people import rights
from db.plans import definitions
from db.results import result_commands, result_queries
from metrics.access import Action
from metrics.facts import withdrawals
from metrics.facts.known_names import KnownNames
from metrics.facts.schema import Result
from metrics.facts.withdrawals import Withdrawal


def withdraw_value(session: Session, wanted: Withdrawal, now: datetime | None = None) -> Result:
    """Record that a value is taken back; return the row. Raises InvalidInput with everything that prevents it."""
    names = KnownNames(definitions.read_catalogue(session))
    owner = names.find_institution(wanted.institution)
    if owner is not None:
        rights.demand_right(session, Action.REPORT, owner)
    stands = result_queries.read_observations(session, owners=[owner] if owner else [])
    made = withdrawals.make_withdrawal(wanted, names, stands)
    result_commands.demand_telling_right(session, made)
    series = made.institution, made.indicator
    (row,) = result_queries.read_series_ids(session, [series]).values()
    session.add(result_commands.make_observation(made, row, now or read_clock()))
    chain.record_entry(session, "results.withdraw", f"{made.institution}, {made.indicator} {made.period}")
    return made
