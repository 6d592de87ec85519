"""Run the command line, and tell of a wrong call in the reader's own language."""

from __future__ import annotations

import re
from typing import Any, cast

import typer

from words.language import Words

WrongCall = cast("type[Exception]", typer.BadParameter.__base__)
"""The class of every wrong call. Typer gives a name to one of its kinds only."""
WRONG_CALL = 2
_CHOICES = re.compile(r"is not one of (.+)")
_QUOTED = re.compile(r"'([^']*)'")


def run_app(app: typer.Typer, words: Words) -> None:
    """Run the command line and exit; a wrong call is told on standard error and exits 2."""
    try:
        code = app(standalone_mode=False)
    except WrongCall as wrong:
        typer.echo(describe_wrong_call(wrong, words), err=True)
        raise SystemExit(WRONG_CALL) from None
    except typer.Abort:
        raise SystemExit(1) from None
    raise SystemExit(code if isinstance(code, int) else 0)


def describe_wrong_call(wrong: Any, words: Words) -> str:
    """Write what is wrong with a call, and how to be told more."""
    message = wrong.format_message()
    match type(wrong).__name__:
        case "NoArgsIsHelpError":
            return str(message)
        case "MissingParameter":
            text = words.t("usage.missing", name=_name(wrong.param))
        case "NoSuchOption":
            near = words.either(list(wrong.possibilities or ()))
            key = "usage.unknown_option_near" if near else "usage.unknown_option"
            text = words.t(key, name=wrong.option_name, near=near)
        case "BadParameter":
            text = _write_bad_value(wrong, message, words)
        case _:
            named = _QUOTED.search(message) if "No such command" in message else None
            text = words.t("usage.unknown_command", name=named[1]) if named else message
    return f"{text}\n{words.t('usage.help', command=wrong.ctx.command_path)}" if wrong.ctx else text


def _write_bad_value(wrong: Any, message: str, words: Words) -> str:
    name, found = _name(wrong.param), _CHOICES.search(message)
    if found:
        return words.t("usage.not_among", name=name, allowed=words.either(_QUOTED.findall(found[1])))
    return words.t("usage.bad_value", name=name)


def _name(param: Any) -> str:
    """Return an option as it is written, or an argument as the help shows it."""
    options = [option for option in getattr(param, "opts", ()) if option.startswith("-")]
    return options[-1] if options else str(getattr(param, "metavar", None) or getattr(param, "name", ""))
