"""Plan files: real ones, changed as data or as bytes, read and imported as the terminal does."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from unittest import mock

import tomli_w
import typer

import cli
from bench.fuzz import hostile, trees
from bench.fuzz.runner import Broken
from bench.fuzz.world import NOW, World, show_plan
from db import session
from db.location import URL_VARIABLE
from db.plans import plan_commands, plan_file, plan_queries, toml_text
from db.scope import EVERYTHING

BY_TERMINAL = 0.02
COMMAND = typer.main.get_command(cli.app)  # `cli.app` would assemble it again at each call
SHOWN = 0.4


@dataclass(frozen=True, slots=True)
class Given:
    """A file's bytes, and the chance that decides the rest."""

    content: bytes
    chance: Random
    terminal: bool


class Plans:
    """The import of plan files."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._texts = [*world.plans]
        self._trees = [toml_text.parse_toml(text) for text in self._texts]

    def make(self, chance: Random) -> Given:
        """Make a real file with some changes."""
        place = chance.randrange(len(self._texts))
        content = self._texts[place].encode()
        if chance.random() < 0.75:
            tree = trees.mutate_tree(chance, self._trees[place], self._trees)
            with contextlib.suppress(TypeError, ValueError, ArithmeticError):  # what no TOML file can say
                content = tomli_w.dumps(tree).encode("utf-8", "surrogatepass")
        if chance.random() < 0.35:
            content = hostile.change_bytes(chance, content)
        return Given(content, chance, chance.random() < BY_TERMINAL)

    def give(self, given: object) -> None:
        """Import the file. If it is refused, the database must be as before; if accepted, its plan can be shown."""
        assert isinstance(given, Given)
        path = self.world.write(".toml", given.content)
        if given.terminal:
            import_by_terminal(self.world, ["plan", "import", str(path)])
            self.world.restore()
            return
        plan = plan_file.read_plan(path)
        if not self.world.try_change(lambda db: plan_commands.import_plan(db, plan, NOW)):
            return
        with session.open_reading(self.world.url, sees=EVERYTHING) as db:
            if plan_queries.read_plan(db, plan.id) != plan.plan:
                raise Broken("what is kept is not what was given")
        if given.chance.random() < SHOWN:
            show_plan(self.world.url, plan.id, given.chance)
        self.world.demand_chain(given.chance)


def import_by_terminal(world: World, arguments: list[str]) -> None:
    """Run a command of the terminal, which must succeed, or fail in words with nothing written."""
    said, code = io.StringIO(), 0
    with _be_terminal(world, arguments), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
    if code not in {0, 1} or not said.getvalue().strip() or "Traceback" in said.getvalue():
        raise Broken(f"the terminal ended with {code}: {said.getvalue()[-2000:]}")
    if code:
        world.demand_unchanged()


@contextlib.contextmanager
def _be_terminal(world: World, arguments: list[str]) -> Iterator[None]:
    with (
        mock.patch.object(sys, "argv", ["maalstreg", *arguments]),
        mock.patch.object(cli, "app", COMMAND),
        mock.patch.dict(os.environ, {URL_VARIABLE: world.url}),
    ):
        yield
