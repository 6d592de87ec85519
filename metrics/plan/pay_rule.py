"""The plan's rule for performance pay (resultatløn): how fulfilment translates to pay."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from metrics.plan.formula import PlanPart
from metrics.plan.terms import (
    Key,
    Positive,
    Share,
    Text,
    Weight,
    YesNo,
)


class PayPoint(PlanPart):
    """From fulfilment `at` on, in percent, this share of the highest pay is indicated."""

    at: Weight
    share: Share


class PayPlan(PlanPart):
    """Another plan of the same chief, and its weight relative to this plan's."""

    plan: Key
    weight: Positive = Decimal(1)


class Pay(PlanPart):
    """How fulfilment translates to performance pay. It is indicative: what is paid is a decision, with a reason.

    `cap` is the highest pay in percent of the salary. Without a table, the share of it equals the fulfilment.
    """

    cap: Annotated[Positive, Field(le=100)]
    minimum: Weight = Decimal(0)
    weight: Positive = Decimal(1)
    plans: tuple[PayPlan, ...] = ()
    table: tuple[PayPoint, ...] = ()
    linear: YesNo = False
    note: Text | None = None
