"""The keys of the catalogues that are put together of institutions' lives and of what is not compared."""

from __future__ import annotations

from metrics.followup.institution_lives import LifeEventKind
from metrics.followup.shared_indicators import ApartReason

LIFE_FAMILIES: dict[str, list[str]] = {
    "life.": [kind.value for kind in LifeEventKind],
    "development.apart_": [reason.value for reason in ApartReason],
}
