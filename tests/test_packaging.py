"""What surrounds the code says the same everywhere: pyproject, lock, conda, citation, README, notebooks."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import govreport

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {
    *("notebooks", "govreport", "tests", "environment.yml", "README.md", "pyproject.toml", "requirements.lock"),
    *("Makefile", ".ci", "LICENSE", "CITATION.cff", "CHANGELOG.md", ".gitignore", ".pre-commit-config.yaml"),
}
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# What conda calls otherwise than PyPI, and what only conda has to be told.
CONDA_NAMES = {"matplotlib-base": "matplotlib"}
CONDA_ONLY = {"python", "pip", "make"}
SPEC = re.compile(r"([A-Za-z0-9._-]+)\s*(>=[\d.]+)?")


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _pyproject() -> dict[str, str]:
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    specs = [*project["dependencies"], *(spec for group in project["optional-dependencies"].values() for spec in group)]
    return _bounds(specs)


def _bounds(specs: list[str]) -> dict[str, str]:
    matches = [SPEC.fullmatch(spec) for spec in specs]
    return {match[1].lower().replace("_", "-"): match[2] or "" for match in matches if match}


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))


def _lock() -> dict[str, list[str]]:
    """Return the blocks of the lock by name; a name may be pinned once for older and once for newer Pythons."""
    blocks = re.findall(r"(?m)^([a-z0-9._-]+)==(.*(?:\n[ #].*)*)", _read("requirements.lock"))
    found: dict[str, list[str]] = {}
    for name, block in blocks:
        found.setdefault(name, []).append(block)
    return found


def test_conda_environment_is_the_same_set_as_pyproject() -> None:
    text = _read("environment.yml")
    packages = text.split("\ndependencies:\n")[1]
    specs = re.findall(r"(?m)^ {2}(?: {4})?- ([A-Za-z][\w.-]*(?:>=[\d.]+)?)$", packages)
    conda = {CONDA_NAMES.get(name, name): bound for name, bound in _bounds(specs).items()}
    assert re.search(r"(?m)^channels:\n  - conda-forge\ndependencies:$", text)
    assert conda["python"] == tomllib.loads(_read("pyproject.toml"))["project"]["requires-python"]
    assert {name: bound for name, bound in conda.items() if name not in {"pip", "make", "python"}} == _pyproject()


def test_lock_names_no_host_and_no_path() -> None:
    lock = _read("requirements.lock")
    assert not re.search(r"https?:|file:|--(?:index|extra|find|trusted)|@|\.(?:org|com|net|cn)\b", lock)
    assert all(line.startswith((" ", "#")) or re.match(r"[a-z0-9._-]+==", line) for line in lock.splitlines())
    assert not [line for line in lock.splitlines() if "/" in line]


def test_lock_pins_every_dependency_with_hashes() -> None:
    lock = _lock()
    assert all("--hash=sha256:" in block for blocks in lock.values() for block in blocks)
    for name, bound in _pyproject().items():
        assert name in lock
        for block in lock[name]:
            assert _version(block.split()[0]) >= _version(bound)


def test_lock_holds_the_build_backend() -> None:
    requires = tomllib.loads(_read("pyproject.toml"))["build-system"]["requires"]
    assert set(_bounds(requires)) <= set(_lock())


def test_citation_licence_and_changelog_agree() -> None:
    citation = _read("CITATION.cff")
    fields = dict(re.findall(r"(?m)^([a-z-]+): *(.*)$", citation))
    assert {"cff-version", "message", "title", "authors"} <= set(fields)
    assert fields["cff-version"] == "1.2.0"
    assert fields["version"] == govreport.__version__
    assert fields["license"] == tomllib.loads(_read("pyproject.toml"))["project"]["license"] == "MIT"
    assert _read("LICENSE").startswith("MIT License")
    assert re.search(rf"(?m)^## {re.escape(govreport.__version__)}\b", _read("CHANGELOG.md"))


def test_readme_names_every_public_name() -> None:
    readme = _read("README.md")
    assert not [name for name in govreport.__all__ if not re.search(rf"\b{name}\b", readme)]
    verbs = ("figures", "findings", "failures", "meta", "places", "where", "checks", "panel", "save", "table", "text")
    verbs += ("texts", "reports", "mentions")
    assert not [verb for verb in verbs if not re.search(rf"\.{verb}\b", readme)]


def test_contributing_is_short() -> None:
    section = re.search(r"(?ms)^## Contributing\n(.*?)(?=^## |\Z)", _read("README.md"))
    assert section
    assert len(section[1].strip().splitlines()) <= 20


def test_import_is_light() -> None:
    heavy = ("matplotlib", "ipywidgets", "IPython", "scipy")
    code = f"import sys, govreport; print([name for name in {heavy} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"


def test_every_public_name_is_there_and_no_other() -> None:
    assert all(getattr(govreport, name).__module__.startswith("govreport.") for name in govreport.__all__)
    assert {*govreport.__all__, "indicators", "plots", "__version__"} <= set(dir(govreport))
    assert govreport.indicators.__name__ == "govreport.indicators"
    with pytest.raises(AttributeError, match="no attribute 'read_reports'"):
        _ = govreport.read_reports


def test_there_is_a_notebook() -> None:
    assert ROOT / "notebooks" / "01_quickstart.ipynb" in NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stripped_and_short(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert all(len("".join(cell["source"]).splitlines()) <= 10 for cell in code)
    assert sum("parameters" in cell["metadata"].get("tags", []) for cell in code) == 1


@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="not a git checkout")
def test_nothing_else_lies_at_the_top() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {line.split("/")[0].strip('"') for line in listed.splitlines()} <= ALLOWED


@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="not a git checkout")
def test_no_text_is_mangled() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    suffixes = {".py", ".md", ".csv", ".toml", ".ipynb", ".yml", ".yaml", ".cff", ".lock"}
    files = [ROOT / name for name in listed.split("\0") if Path(name).suffix in suffixes]
    assert files
    mark = chr(0xFFFD)
    assert not [str(path) for path in files if path.exists() and mark in path.read_text(encoding="utf-8")]


def test_the_lock_is_installed_as_it_is() -> None:
    # without --no-deps an extra that a dependency asks for (coverage[toml]) is looked up anew, and found unpinned
    recipe = re.search(r"(?m)^\t.*-r requirements\.lock$", _read("Makefile"))
    assert recipe
    assert {"--no-deps", "--require-hashes"} <= set(recipe[0].split())
