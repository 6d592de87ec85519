"""The eleven words a goal or a criterion can be described with; never the same as its credit."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where something stands on a day. Text, shape and tone belong to the pages."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    OUT_OF_REACH = "out_of_reach"
    WITHDRAWN = "withdrawn"
    OVERDUE_DATA = "overdue_data"
    ACCEPTED_DEVIATION = "accepted_deviation"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"
