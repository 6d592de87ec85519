"""The cached read of how earlier forecasts came out."""

from __future__ import annotations

from datetime import date
from functools import cache

import streamlit as st

from metrics.facts.facts import Facts
from metrics.followup.track_record import TrackRecord, build_track_record
from metrics.periods import find_day_end
from pages.ui.data_version import KEPT_VERSIONS
from pages.ui.moments import JudgedMoment
from pages.ui.snapshot import Snapshot, read_snapshot


def read_track_record(found: JudgedMoment) -> TrackRecord:
    """Read every forecast on the moment's finished plans, as it was or could have been made at the time."""
    return _track_record(found.key, _found=found, _held=read_snapshot())


@st.cache_resource(max_entries=KEPT_VERSIONS, show_spinner=False)
def _track_record(key: str, _found: JudgedMoment, _held: Snapshot) -> TrackRecord:
    @cache
    def find_facts(day: date) -> Facts:
        return _held.recorded.known(day, min(find_day_end(day), _found.facts.known_at))

    return build_track_record(_found.followed, _found.facts, _found.catalogue, find_facts)
