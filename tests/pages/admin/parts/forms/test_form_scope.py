"""What the forms of a plan choose from."""

from __future__ import annotations

from metrics.plan.catalogue import Catalogue
from metrics.plan.model import Indicator, Institution
from metrics.plan.terms import Unit
from pages.admin.parts.forms.form_scope import FormScope


def test_a_plan_gets_the_definitions_of_what_its_goals_refer_to_at_any_depth() -> None:
    own, other = (Institution(id=key, name=key, ministry_area="A") for key in ("own", "other"))
    series = [
        Indicator(institution=owner, id=key, name=key, unit=Unit.PERCENT)
        for owner, key in (("own", "a"), ("own", "unused"), ("other", "b"))
    ]
    known = Catalogue({one.id: one for one in (own, other)}, {(s.institution, s.id): s for s in series})
    scope = FormScope(2027, "own", known)
    assert [*scope.indicators("own")] == ["a", "unused"]
    goal = {
        "criteria": [
            {"compare": {"value": {"indicator": "a"}, "target": {"institution": "other", "indicator": "b"}}}
        ]
    }
    found = scope.with_definitions({"goals": [goal], "institutions": [{"id": "own"}]})
    assert [(row["institution"], row["id"]) for row in found["indicators"]] == [("other", "b"), ("own", "a")]
    assert [row["id"] for row in found["institutions"]] == ["own", "other"]
