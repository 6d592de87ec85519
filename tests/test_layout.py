"""The shape of the repository: rules about files that no linter knows."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "pages"
PACKAGES = ["metrics", "db", "words", "export", "service", "pages", "terminal"]

# Put together here, so that this file does not hold what it looks for.
MACHINE_PATHS = ["/" + name + "/" for name in ("work", "root", "home", "Users")]
INDEX_HOSTS = [name + end for name, end in (("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"))]


PAST_COMMANDS = ("sqlalchemy", "db.models", "db.sqlite_driver", "db.session.open_engine")


def own_files() -> list[Path]:
    """Every file that is in the repository or about to be."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    paths = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in paths if path.is_file()]


def contract(start: str) -> list[str]:
    """The source modules of the import contract whose name begins like that."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = [one for one in project["tool"]["importlinter"]["contracts"] if one["name"].startswith(start)]
    modules: list[str] = found[0]["source_modules"]
    return modules


def test_no_page_script_lies_directly_in_pages() -> None:
    """Streamlit would serve such a file by itself, without the sign-in of app.py."""
    assert [path.name for path in PAGES.glob("*.py")] == ["__init__.py"]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_with_code_is_a_package(package: str) -> None:
    """The import contracts see only packages; migrations are loaded by path and imported by nothing."""
    folders = {path.parent for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_no_browser_test_writes_to_the_database_but_by_a_command() -> None:
    """A state that no command and no page can make says nothing about the product."""
    found = set()
    for path in [*(ROOT / "tests" / "browser").glob("*.py"), ROOT / "tests" / "fixtures" / "browsers.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import | ast.ImportFrom):
                of = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                names = [of + alias.name for alias in node.names]
            found |= {(path.name, name) for name in names if name.startswith(PAST_COMMANDS)}
    assert found == set()


def test_every_page_script_is_under_the_contract_for_them() -> None:
    scripts = {
        f"pages.{path.parent.name}.{path.stem}"
        for path in PAGES.glob("*/*.py")
        if path.parent.name != "ui" and path.stem != "__init__"
    }
    assert scripts == set(contract("Page scripts"))


def has_behaviour(path: Path) -> bool:
    """Whether a module defines a function or a method: what only lists words or fields has nothing to test."""
    return any(
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    )


def test_every_module_has_tests_that_bear_its_name() -> None:
    modules = [
        path.relative_to(ROOT)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if path.name != "__init__.py" and "migrations" not in path.parts and has_behaviour(path)
    ]
    missing = [
        str(module)
        for module in modules
        if not (ROOT / "tests" / module.parent / f"test_{module.name}").exists()
    ]
    assert missing == []


def test_the_command_line_does_not_load_streamlit() -> None:
    code = "import cli, sys; sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_no_file_names_a_path_of_one_machine_or_a_package_index() -> None:
    unwanted = [text.encode() for text in (*MACHINE_PATHS, *INDEX_HOSTS)]
    found = [
        f"{path.relative_to(ROOT)}: {text.decode()}"
        for path in own_files()
        for text in unwanted
        if text in path.read_bytes()
    ]
    assert found == []


def test_no_field_has_an_example_within_it_that_looks_as_if_it_were_filled_in() -> None:
    """An example stands below the field; what is not chosen yet in a list says so within it."""
    offenders = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in sorted(PAGES.rglob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") in {"text_input", "text_area", "write", "_write"}
        and any(keyword.arg == "placeholder" for keyword in call.keywords)
    ]
    assert offenders == []
