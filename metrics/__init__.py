"""The domain: plans, what is known about them, their scores, forecasts, follow-up and what-ifs.

It knows no clock, database or screen: the day, what was known by then, and random numbers are arguments.

Each word of the domain has one meaning; Danish in brackets.

- plan [resultatplan]: what an institution has agreed with its department for a plan year; `plan.model.Plan`.
- goal [mål]: a part of a plan that is weighed in its total; `plan.model.Goal`.
- criterion [delmål, resultatkrav]: a part of a goal: one test, or a group of criteria; `plan.criteria.Criterion`.
- test: what decides a criterion: compare, within, milestone or assessment; `plan.criteria.Test`.
- quantity: a side of a test: a number, a target path, a reading, or made of others; `plan.formula.Quantity`.
- reading: an indicator over a period, as a quantity takes it; `plan.formula.Reading`.
- slot: a period that a reading takes a value from. To come; `score.reads` says which periods they are.
- indicator [nøgletal]: a series of values of one institution, across plans; `plan.model.Indicator`.
- observation [måling]: one recorded value of an indicator for a period; `facts.facts.Observation`.
- event: something said about a criterion on a day: a claim, a verdict or an expectation; `facts.schema.Event`.
- fact: what was known at a moment about what had happened by a day; `facts.facts.Facts`.
- verdict: how a test came out, and why; for milestones and assessments what a party said; `score.tests.Verdict`.
- credit: the exact part of a criterion or goal that is earned, from 0 to 1.
- points [point]: credit times weight: secured, open or lost; `algebra.outcome.Points`.
- outcome: the bounds of a credit, and its distribution where one is known; `algebra.outcome.Outcome`.
- belief: what open tests are taken to come to, which secures nothing; `score.beliefs.Beliefs`.
- forecast [prognose]: what an open test is likely to come to, by its history; `foresight.forecast.Forecast`.
- flag: a risk rule that fired for a plan, a goal or a criterion; `followup.risk.Flag`.
- status: where a goal or a criterion stands on a day, in one of eleven words; `status.Status`.
- decision [beslutning]: what somebody decided beside the computed score; `facts.decisions.Decision`.
- amendment [tillæg]: a change to a signed plan that both parties sign; `plan.model.Amendment`.
- report [afrapportering]: what an institution hands in after a quarter. To come; `plan.model.Reporting` says when.
- receipt: the department's word that it has received a report. To come.
- meeting [kvartalsmøde]: where the parties follow up a quarter. To come.
- action: what a person may be permitted to do; `access.Action`. One agreed on at a meeting [opgave] is to come.
- settlement [årsopgørelse]: the year's final account, after which nothing is added; `plan.model.Closing`.
- duty: a kind of thing that is owed by a day [frist]; `followup.deadlines.Duty`.
- occurrence: one time that something recurring falls due or happens. To come.
- initiative [indsats]: what an institution does in a direction of several years; `direction.direction_plan.Initiative`.
- draft [udkast]: a plan that is neither proposed nor signed; `plan.terms.Stage.DRAFT`.
- version: a whole plan as it stood from a moment on; `plan.versions.PlanVersion`.
- grant: a role that a person holds over an institution, an area or everything, for a time; `access.Grant`.
"""
