"""A wrong call is told in the reader's language and exits 2."""

from __future__ import annotations

import pytest
import typer

from terminal.usage import describe_wrong_call, run_app
from tests.fixtures.terminal import Run
from words.language import Words


@pytest.mark.parametrize(
    ("call", "danish"),
    [
        (["plan", "sign", "x"], "Mangler: --on"),
        (["plan", "export"], "Mangler: PLAN"),
        (["plan", "list", "--jsn"], "Ukendt valg: --jsn. Måske --json?"),
        (["plan", "list", "--qqqq"], "Ukendt valg: --qqqq"),
        (["deadlines", "--days", "-1"], "--days: Værdien kan ikke bruges."),
        (["nosuch"], "Kommandoen nosuch kendes ikke."),
        (
            ["decision", "add", "cpr-2017", "whim", "--on", "2018-02-01", "--by", "A", "--reason", "B"],
            "KIND: vælg mellem near_miss, total, accepted_deviation, pay eller revoked.",
        ),
    ],
)
def test_a_wrong_call_says_what_is_wrong_and_where_to_read_more(
    run: Run, call: list[str], danish: str
) -> None:
    done = run(*call)
    assert (done.returncode, done.stdout) == (2, "")
    first, second = done.stderr.splitlines()
    assert first == danish
    assert second.startswith("Se ")
    assert second.endswith("--help")


def test_a_call_without_a_command_is_the_help(run: Run) -> None:
    done = run("plan")
    assert done.returncode == 2
    assert "import" in done.stderr + done.stdout


def test_a_call_that_is_done_exits_0_and_an_exit_of_its_own_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = typer.Typer()

    @app.command()
    def leave(code: int = 0) -> None:
        if code:
            raise typer.Exit(code)

    for arguments, expected in (([], 0), (["--code", "3"], 3)):
        monkeypatch.setattr("sys.argv", ["x", *arguments])
        with pytest.raises(SystemExit) as left:
            run_app(app, Words("da"))
        assert left.value.code == expected


def test_what_is_not_known_is_told_as_it_is() -> None:
    wrong = typer.BadParameter("mystery")
    assert describe_wrong_call(wrong, Words("en")) == ": The value cannot be used."
