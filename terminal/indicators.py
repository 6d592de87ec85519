"""Series: renamed, defined anew or given by somebody else from a day on, and listed through time."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from db.cases.rule_file import read_rule
from db.clock import read_clock
from db.plans import definitions, indicator_commands
from metrics.plan.indicator_history import IndicatorChange
from metrics.plan.terms import FIRST_DAY, SeriesOwner
from terminal import common
from terminal.common import AsJson, IndicatorKey, InstitutionKey, Reason, Since
from words.verdict import name_series_owner

indicator_app = typer.Typer(no_args_is_help=True, help=common.WORDS.t("cli.indicator"))


@indicator_app.command("rename", help=common.WORDS.t("cli.indicator_rename"))
def rename_indicator(
    institution: InstitutionKey,
    indicator: IndicatorKey,
    name: Annotated[str, typer.Argument(metavar="NAME", help=common.WORDS.t("cli.institution_name"))],
    from_: Since,
    reason: Reason,
) -> None:
    """Give a series another name from a day on."""
    since = common.read_needed_day(from_, "--from")
    change = IndicatorChange(institution, indicator, since, read_clock(), reason, name=name)
    with common.open_writing(dry_run=False) as db:
        done = indicator_commands.change_indicator(db, change)
    _tell(done, indicator, "cli.indicator_renamed", since=common.WORDS.date(since), name=name.strip())


@indicator_app.command("define", help=common.WORDS.t("cli.indicator_define"))
def define_indicator(
    institution: InstitutionKey,
    indicator: IndicatorKey,
    definition: Annotated[
        str, typer.Argument(metavar="DEFINITION", help=common.WORDS.t("cli.indicator_definition"))
    ],
    from_: Since,
    reason: Reason,
    breaks: Annotated[bool, typer.Option("--break", help=common.WORDS.t("cli.indicator_breaks"))] = False,
) -> None:
    """Define a series anew from a day on; with `--break` its figures before and after cannot be compared."""
    since = common.read_needed_day(from_, "--from")
    change = IndicatorChange(institution, indicator, since, read_clock(), reason, definition=definition)
    with common.open_writing(dry_run=False) as db:
        done = indicator_commands.change_indicator(db, change, breaks=breaks)
    key = "cli.indicator_broken" if breaks else "cli.indicator_defined"
    _tell(done, indicator, key, since=common.WORDS.date(since))


@indicator_app.command("own", help=common.WORDS.t("cli.indicator_own"))
def own_indicator(
    institution: InstitutionKey,
    indicator: IndicatorKey,
    owner: Annotated[SeriesOwner, typer.Argument(help=common.WORDS.t("cli.indicator_owner"))],
    from_: Since,
    reason: Reason,
    source: Annotated[
        str | None, typer.Option(metavar="ISOLA", help=common.WORDS.t("cli.indicator_source"))
    ] = None,
) -> None:
    """Say who gives the figures of a series from a day on, and where they are usually from."""
    since = common.read_needed_day(from_, "--from")
    change = IndicatorChange(
        institution, indicator, since, read_clock(), reason, owner=owner.value, source=source
    )
    with common.open_writing(dry_run=False) as db:
        done = indicator_commands.change_indicator(db, change)
    by = name_series_owner(owner, source, common.WORDS)
    _tell(done, indicator, "cli.indicator_owned", since=common.WORDS.date(since), by=by)


@indicator_app.command("count", help=common.WORDS.t("cli.indicator_count"))
def count_indicator(
    institution: InstitutionKey,
    indicator: IndicatorKey,
    rule: Annotated[Path, typer.Argument(metavar="RULE.toml", help=common.WORDS.t("cli.indicator_rule"))],
    from_: Since,
    reason: Reason,
) -> None:
    """Give a series a rule by which its figures are counted from cases, for the periods that end from a day on."""
    since = common.read_needed_day(from_, "--from")
    change = IndicatorChange(institution, indicator, since, read_clock(), reason, cases=read_rule(rule))
    with common.open_writing(dry_run=False) as db:
        done = indicator_commands.change_indicator(db, change)
    _tell(done, indicator, "cli.indicator_counted", since=common.WORDS.date(since))


@indicator_app.command("list", help=common.WORDS.t("cli.indicator_list"))
def list_indicators(as_json: AsJson = False) -> None:
    """List every series as it is now, with its changes."""
    with common.open_reading() as db:
        known, changes = definitions.read_catalogue(db), definitions.read_indicator_changes(db)
    rows = [
        {
            **one.model_dump(mode="json"),
            "changes": [
                {
                    "since": None if change.since == FIRST_DAY else change.since.isoformat(),
                    "reason": change.reason,
                    **_write_plainly(change),
                }
                for change in changes
                if change.series == key
            ],
        }
        for key, one in known.indicators.items()
    ]
    if as_json:
        common.print_json(rows)
        return
    for (owner, key), one in known.indicators.items():
        typer.echo(f"{owner}  {key}  {one.name}")
        for change in changes:
            if change.series == (owner, key):
                typer.echo(f"  {_describe_change(change)}")


def _tell(done: bool, indicator: str, key: str, **said: object) -> None:
    words = common.WORDS
    typer.echo(
        words.t(key, indicator=indicator, **said)
        if done
        else words.t("cli.institution_unchanged", institution=indicator)
    )


def _write_plainly(change: IndicatorChange) -> dict[str, Any]:
    said = change.said()
    return (
        said | {"cases": change.cases.model_dump(mode="json", exclude_defaults=True)}
        if change.cases
        else said
    )


def _describe_change(change: IndicatorChange) -> str:
    said = "; ".join(str(value) for value in _write_plainly(change).values())
    return common.WORDS.t("cli.indicator_change", since=common.write_since(change.since), said=said)
