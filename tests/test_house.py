"""Rules of the house that no linter holds: short modules, no swallowed error, rooms that know only those below."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "govreport").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST = 350
CATCH_ALL = {"workers.py", "gather.py"}
"""Where a fault with one source may not cost the others; the fault becomes a row of failures."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_modules() -> None:
    assert len(MODULES) > 50
    assert not [name(path) for path in MODULES if path.stem in ("utils", "helpers", "misc", "common")]


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=name)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def handlers(path: Path) -> Iterator[ast.ExceptHandler]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler))


def caught(handler: ast.ExceptHandler) -> set[str]:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {kind.id for kind in kinds if isinstance(kind, ast.Name)} | ({"everything"} if None in kinds else set())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_error_is_swallowed(path: Path) -> None:
    for handler in handlers(path):
        if caught(handler) & {"Exception", "BaseException", "everything"}:
            assert path.name in CATCH_ALL, f"line {handler.lineno} catches everything"
        assert not all(isinstance(node, ast.Pass) for node in handler.body), f"line {handler.lineno} passes over it"


def imports(path: Path) -> set[str]:
    """Return the modules of the package that a module imports, whenever it does."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {module for module in found if module.startswith("govreport")}


@pytest.mark.parametrize(
    ("room", "stranger"),
    [
        ("tables", r"govreport\.(prose|report|checks|sample|corpus|frames|readers)\b"),
        ("readers", r"govreport\.(tables|prose|forms|report|checks|sample)\b"),
        ("prose", r"govreport\.(report|checks|sample|corpus|readers)\b"),
        ("forms", r"govreport\.(?!forms)"),
        ("sample", r"govreport\.(tables|prose|readers|report|checks|corpus)\b"),
        ("facts", r"govreport\.(tables|readers|report|checks|sample|corpus|indicators|plots|explorer)\b"),
        ("indicators", r"govreport\.(readers|report|checks|corpus|show|plots|explorer)\b"),
        ("plots", r"govreport\.(tables|readers|report|checks|corpus|show|explorer)\b"),
    ],
)
def test_a_room_knows_only_those_below(room: str, stranger: str) -> None:
    known = {name(path): imports(path) for path in MODULES if path.is_relative_to(ROOT / "govreport" / room)}
    assert known
    strange = {path: sorted(module for module in own if re.match(stranger, module)) for path, own in known.items()}
    assert {path: own for path, own in strange.items() if own} == {}


KNOWS_THE_SAMPLE = tuple(
    f"govreport/{name}" for name in ("cli.py", "load.py", "quality.py", "study.py", "indicators/", "explorer/")
)
"""Who hands made-up reports out, and who marks what follows from them; who reads a report knows nothing of them."""


def test_nobody_who_reads_a_report_knows_the_sample() -> None:
    inside = [path for path in MODULES if not path.is_relative_to(ROOT / "govreport" / "sample")]
    knows = [name(path) for path in inside if any(module.startswith("govreport.sample") for module in imports(path))]
    assert [path for path in knows if not path.startswith(KNOWS_THE_SAMPLE)] == []


def test_no_path_of_a_machine() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in [*MODULES, *TESTS])
    assert not re.search(r"[\"'](?:/home/|/root/|/Users/|[A-Z]:\\\\)", text)
