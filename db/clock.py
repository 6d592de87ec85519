"""The one clock of what is recorded and of the day that rights are asked for; trials and tests may set its day.

With `MAALSTREG_CLOCK=2026-04-10` it is that day, at the time of day it is. So a year can be played. It is refused where
people sign in.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime

from metrics.errors import refuse
from metrics.periods import DANISH_TIME, read_day

CLOCK = "MAALSTREG_CLOCK"
SIGN_IN = "MAALSTREG_OIDC_"
"""How the settings begin by which people sign in; `service.sign_in` reads them."""


def read_clock() -> datetime:
    """Return the moment it is. Raises InvalidInput (`clock_in_service`, `date_needed`) where it cannot be set."""
    now = datetime.now(UTC)
    asked = os.environ.get(CLOCK)
    if not asked:
        return now
    if any(name.startswith(SIGN_IN) and value for name, value in os.environ.items()):
        raise refuse("clock_in_service", CLOCK)
    day = read_day(asked)
    if day is None:
        raise refuse("date_needed", CLOCK, value=asked)
    local = now.astimezone(DANISH_TIME)
    return local.replace(year=day.year, month=day.month, day=day.day).astimezone(UTC)
