"""What can be set is in docs/settings.md, all of it and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.limits import code_files
from service import claims, figures, sign_in
from terminal import mail_server

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = sorted(path for path in (ROOT / "deploy").rglob("*") if path.is_file())
NAME = re.compile(r"MAALSTREG_[A-Z]+(?:_[A-Z]+)*\b(?!_)")


def reference() -> set[str]:
    """The variables that have a row of their own in the reference."""
    return set(re.findall(r"^\| `(MAALSTREG_\w+)` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))


def read_by_code() -> Iterator[str]:
    """Every variable that the program, its scripts or its deployment name."""
    yield from (claims.PREFIX + name for name in sign_in.SETTINGS)
    yield from (mail_server.PREFIX + name for name in mail_server.SETTINGS)
    for path in [*code_files(), *(ROOT / "scripts").glob("*.sh"), *DEPLOY, ROOT / "Makefile"]:
        if path != Path(__file__).resolve():
            yield from NAME.findall(path.read_text("utf-8"))


def test_the_reference_holds_what_is_read_and_nothing_else() -> None:
    # What the tests of sign-in shorten to is no name of its own.
    assert reference() == set(read_by_code()) - {"MAALSTREG_OIDC"}


def test_a_setting_that_is_read_is_found_by_this_test() -> None:
    assert {figures.PORT_VARIABLE, "MAALSTREG_LANG", "MAALSTREG_OIDC_PUBLIC_URL"} <= set(read_by_code())


@pytest.mark.parametrize("path", DEPLOY, ids=lambda path: path.name)
def test_what_is_deployed_is_set_by_names_that_exist(path: Path) -> None:
    assert set(NAME.findall(path.read_text("utf-8"))) <= reference()


def test_no_secret_stands_in_what_is_deployed() -> None:
    for path in DEPLOY:
        assert not re.search(r"(SECRET|PASSWORD|DATABASE_URL)=[^$\s\"]", path.read_text("utf-8")), path
