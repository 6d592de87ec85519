"""How far a plan has come, in words."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.plan.model import Signature
from metrics.plan.terms import Party, Stage
from tests.factories import plan
from words.language import Words
from words.signing import find_missing_parties, write_signatures, write_standing

DANISH = Words("da")
CHIEF = Signature(
    party=Party.DEPARTMENT, organisation="Departementet", role="Departementschef", on=date(2016, 12, 12)
)
HEAD = Signature(party=Party.INSTITUTION, organisation="Nævnet", role="Direktør", on=date(2016, 12, 1))


def test_what_is_locked_who_signed_and_whose_signature_is_missing() -> None:
    assert write_standing(plan(signatures=(CHIEF,)), DANISH) == [
        "Planen er låst: mål, måltal, vægte og frister ændres kun ved et tillæg.",
        f"Underskrevet: {write_signatures(plan(signatures=(CHIEF,)), DANISH)}.",
        "Mangler: påtegning fra institutionen.",
    ]
    assert write_standing(plan(stage=Stage.DRAFT), DANISH) == [
        "Planen er en kladde: intet i den er låst, og intet forfalder, før den er underskrevet.",
        "Mangler: påtegning fra departementet og institutionen.",
    ]
    assert write_standing(plan(issued_by="Styrelsen"), DANISH)[1:] == ["Udstedt af Styrelsen."]


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, [Party.DEPARTMENT, Party.INSTITUTION]),
        ({"signatures": (HEAD,)}, [Party.DEPARTMENT]),
        ({"signatures": (CHIEF, HEAD)}, []),
        ({"issued_by": "Styrelsen"}, []),
    ],
)
def test_a_party_is_missing_until_it_has_signed_unless_the_plan_is_issued(
    changes: dict[str, object], missing: list[Party]
) -> None:
    assert find_missing_parties(plan(**changes)) == missing


def test_the_signatures_come_in_the_order_of_their_days() -> None:
    said = write_signatures(plan(signatures=(CHIEF, HEAD)), DANISH)
    assert said.index("Direktør") < said.index("Departementschef")


def test_without_a_department_its_signature_is_not_missing_and_an_unknown_day_says_so() -> None:
    alone = plan(department=None, signatures=(HEAD.model_copy(update={"on": None}),))
    assert find_missing_parties(alone) == []
    assert write_signatures(alone, DANISH) == "Direktør, Nævnet, dag ukendt"
    assert find_missing_parties(plan(department=None)) == [Party.INSTITUTION]
