"""Where the database is: from the environment, and which addresses are refused."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from db.location import (
    OWNER_VARIABLE,
    ROOT,
    URL_VARIABLE,
    find_database_url,
    find_owner_url,
    parse_address,
)
from metrics.errors import InvalidInput
from words.language import Words
from words.problems import describe_problem


def test_without_an_address_it_is_a_file_under_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.delenv(OWNER_VARIABLE, raising=False)
    assert find_database_url() == find_owner_url() == f"sqlite:///{ROOT}/var/maalstreg.db"
    assert (ROOT / "pyproject.toml").is_file()


def test_the_owner_has_the_applications_address_unless_another_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(URL_VARIABLE, "sqlite:///app.db")
    monkeypatch.delenv(OWNER_VARIABLE, raising=False)
    assert find_owner_url() == find_database_url() == "sqlite:///app.db"
    monkeypatch.setenv(OWNER_VARIABLE, "sqlite:///owner.db")
    assert (find_database_url(), find_owner_url()) == ("sqlite:///app.db", "sqlite:///owner.db")


def test_an_address_comes_apart() -> None:
    found = parse_address("postgresql://app:secret@db.example.dk:5433/maalstreg")
    assert (found.host, found.port, found.database) == ("db.example.dk", 5433, "maalstreg")


@pytest.mark.parametrize("url", ["", "maalstreg.db", "mysql://x/y"])
def test_any_other_kind_of_database_is_refused_with_the_kinds_there_are(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_address(url)
    (problem,) = refused.value.problems
    assert (problem.code, problem.place, problem.params["allowed"]) == (
        "database_kind",
        URL_VARIABLE,
        "sqlite, postgresql",
    )


HIDDEN = "hemmeligt"


@pytest.mark.parametrize("sign", list("@/?#[]%"))
@pytest.mark.parametrize("variable", [URL_VARIABLE, OWNER_VARIABLE])
def test_a_password_with_signs_of_an_address_is_refused_and_no_part_of_it_told(
    variable: str, sign: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(OWNER_VARIABLE, raising=False)
    for password in (f"x{sign}{HIDDEN}", f"x{sign}{HIDDEN}@y"):
        url = f"postgresql://app:{password}@db.example.dk/maalstreg"
        monkeypatch.setenv(variable, url)
        with pytest.raises(InvalidInput) as refused:
            parse_address(url)
        (problem,) = refused.value.problems
        assert (problem.code, problem.place) == ("password_not_encoded", variable)
        assert HIDDEN not in describe_problem(problem, Words("da"))


def test_a_password_that_is_encoded_is_what_it_was() -> None:
    given = "p@ss/w:o?r#d%1[]"
    found = parse_address(f"postgresql://app:{quote(given, safe='')}@/maalstreg?host=%2Frun%2Fpostgresql")
    assert (found.password, found.query["host"]) == (given, "/run/postgresql")


def test_a_port_that_is_no_number_is_refused_in_words() -> None:
    with pytest.raises(InvalidInput):
        parse_address("postgresql://app@db.example.dk:hemmeligt/maalstreg")
