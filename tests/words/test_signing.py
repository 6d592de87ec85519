"""How far a plan has come, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime

from metrics.access import Role
from metrics.plan.model import Plan, Signature
from metrics.plan.terms import Party, Stage
from metrics.plan.versions import PlanVersion
from tests.factories import plan
from words.language import Words
from words.signing import write_signature, write_signatures, write_standing

DANISH = Words("da")
CHIEF = Signature(
    party=Party.DEPARTMENT, organisation="Departementet", role="Departementschef", on=date(2016, 12, 12)
)
HEAD = Signature(party=Party.INSTITUTION, organisation="Nævnet", role="Direktør", on=date(2016, 12, 1))
OWN = Signature(party=Party.INSTITUTION, organisation="Nævnet", signed_as=Role.CHIEF, on=date(2016, 12, 1))


def version(of: Plan, *signatures: Signature) -> PlanVersion:
    return PlanVersion(1, of, datetime(2016, 12, 1, tzinfo=UTC), signatures)


def test_what_is_locked_who_signed_and_whose_signature_is_missing() -> None:
    assert write_standing(version(plan(signatures=(CHIEF,))), DANISH) == [
        "Planen er låst: mål, måltal, vægte og frister ændres kun ved et tillæg.",
        "Underskrevet 12. december 2016 af Departementschef, Departementet (registreret efter dokument).",
        "Mangler: underskrift fra institutionen.",
    ]
    assert write_standing(version(plan(stage=Stage.DRAFT)), DANISH) == [
        "Planen er et planudkast: intet i den er låst, og intet forfalder, før den er underskrevet.",
        "Mangler: underskrift fra departementet og institutionen.",
    ]
    assert write_standing(version(plan(issued_by="Styrelsen")), DANISH)[1:] == ["Udstedt af Styrelsen."]


def test_a_draft_that_one_party_has_signed_says_so_and_is_a_draft() -> None:
    assert write_standing(version(plan(stage=Stage.DRAFT), OWN), DANISH) == [
        "Planen er et planudkast: intet i den er låst, og intet forfalder, før den er underskrevet.",
        "Underskrevet 1. december 2016 af institutionschef, Nævnet.",
        "Mangler: underskrift fra departementet.",
    ]


def test_a_signature_that_has_lapsed_is_told_last() -> None:
    said = write_standing(version(plan(stage=Stage.DRAFT)), DANISH, [OWN])
    assert said[-1] == (
        "Planen er ændret, efter at institutionen underskrev. Underskriften er bortfaldet, og planen skal "
        "underskrives igen."
    )


def test_a_signature_says_its_document_and_its_reason_where_it_has_them() -> None:
    given = HEAD.model_copy(update={"document": "2016-4711", "reason": "Parten er nedlagt."})
    assert write_signature(given, DANISH) == (
        "1. december 2016 af Direktør, Nævnet (registreret efter dokument 2016-4711). "
        "Begrundelse: Parten er nedlagt"
    )


def test_the_signatures_come_in_the_order_of_their_days() -> None:
    first, second = write_signatures(plan(signatures=(CHIEF, HEAD)), DANISH)
    assert ("Direktør" in first, "Departementschef" in second) == (True, True)


def test_an_unknown_day_says_so() -> None:
    alone = plan(department=None, signatures=(HEAD.model_copy(update={"on": None}),))
    assert write_signatures(alone, DANISH) == ["af Direktør, Nævnet, dag ukendt (registreret efter dokument)"]
