"""The twelve statuses of a goal or a criterion. A status is kept apart from the credit."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a goal or a criterion stands on a day. Its text, shape and colour belong to the pages."""

    MET = "met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    OUT_OF_REACH = "out_of_reach"
    WITHDRAWN = "withdrawn"
    OVERDUE_DATA = "overdue_data"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    ACCEPTED_DEVIATION = "accepted_deviation"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    NOT_DUE = "not_due"
    UNKNOWN = "unknown"
