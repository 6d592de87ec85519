"""What the reader supposes at the moment. It stands in the address, where every choice is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from metrics.plan.model import Plan
from metrics.whatif.wanted_total import WantedTotal, find_wanted
from metrics.whatif.whatif import Suppositions
from pages.outlook.parts.whatif import whatif_address, whatif_goal
from pages.outlook.parts.whatif.whatif_address import WhatIfRequest
from pages.ui.moments import JudgedMoment

OUTCOME, DECISIVE = "whatif-outcome", "whatif-decisive"
"""The parts of the page that set no goal and depend on what is supposed of all of them."""

FOLDED = TABLE, ASSUMED, SIDE_BY_SIDE = "whatif_table", "whatif_assumed", "scenario_compare"
"""The sections that depend on it as well while they are unfolded."""


def read_request(moment: JudgedMoment, plan: Plan) -> WhatIfRequest:
    """Read what the address supposes of a plan right now."""
    return read_kept(moment, plan, st.query_params.to_dict())


def read_kept(moment: JudgedMoment, plan: Plan, choices: Mapping[str, str]) -> WhatIfRequest:
    """Read what parameters that are kept suppose and ask of a plan."""
    usual = find_usual(moment, plan)
    return whatif_address.read_request(choices, plan, moment.facts, moment.catalogue, usual)


def find_usual(moment: JudgedMoment, plan: Plan) -> WantedTotal:
    """Find the total that is asked about unless the reader wants another."""
    return find_wanted(moment.scores[plan.id], moment.find_satisfactory_of(plan))


def change_suppositions(
    moment: JudgedMoment, plan: Plan, change: Callable[[Suppositions], Suppositions]
) -> None:
    """Apply a change to what is supposed, in the address, and redraw what depends on it."""
    before = read_request(moment, plan)
    cleared = dict.fromkeys(whatif_address.PARAMETERS, "")
    write_parameters(cleared | whatif_address.write_query(change(before.changes)))
    after = read_request(moment, plan)
    told = before.wrong or after.wrong or any(st.session_state.get(key) for key in FOLDED)
    # Where only a figure has moved its control shows that by itself, and only the outcome has to be redrawn.
    if not told and whatif_goal.is_only_moved(before.changes, after.changes):
        st.rerun([OUTCOME, DECISIVE])


def write_parameters(given: Mapping[str, str]) -> None:
    """Write parameters to the address; those with an empty text are removed."""
    # In one step, so that the back button takes one step back.
    kept = {name: value for name, value in st.query_params.items() if name not in given}
    st.query_params.from_dict(kept | {name: value for name, value in given.items() if value})
