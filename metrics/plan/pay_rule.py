"""The plan's rule for performance pay (resultatløn): how fulfilment translates to pay."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from metrics.plan.formula import PlanPart
from metrics.plan.terms import (
    Day,
    Key,
    Positive,
    Share,
    Text,
    Unit,
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

    The highest pay is `cap`, in percent of the salary, or `amount`, in kroner. Without a table, the share of it equals
    the fulfilment. `changes` are the days on which another chief takes over: each is paid for their part of the year.
    """

    cap: Annotated[Positive, Field(le=100)] | None = None
    amount: Positive | None = None
    minimum: Weight = Decimal(0)
    weight: Positive = Decimal(1)
    plans: tuple[PayPlan, ...] = ()
    table: tuple[PayPoint, ...] = ()
    linear: YesNo = False
    changes: tuple[Day, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.cap is None) == (self.amount is None):
            raise PydanticCustomError("one_of", "exactly one", {"allowed": "cap, amount"})
        return self

    @property
    def highest(self) -> Decimal:
        """The highest pay, in the rule's unit."""
        return self.cap or self.amount or Decimal(0)

    @property
    def unit(self) -> Unit:
        """What the pay is counted in: percent of the salary, or kroner."""
        return Unit.PERCENT if self.amount is None else Unit.DKK
