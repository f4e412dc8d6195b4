"""What is installed agrees wherever it is said."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA_NAMES = {"python-igraph": "igraph", "bleach-with-css": "bleach[css]"}
"""What conda-forge calls a package otherwise than the Python package index."""


def environment():
    """Read environment.yml's two lists; its form is simple enough to need no YAML reader."""
    lines = (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if re.match(r" +- ", line)]
    conda = [
        line.strip()[2:]
        for line in listed
        if re.match(r"  - (?!pip:|conda-forge|nodefaults)", line)
    ]
    pip = [line.strip()[2:] for line in listed if line.startswith("      - ")]
    return conda, pip


def pinned():
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_environment_lists_what_pyproject_lists():
    """environment.yml and pyproject.toml name the same packages and versions."""
    conda, pip = environment()
    names = {name: Requirement(name) for name in conda}
    found = {
        CONDA_NAMES.get(requirement.name, requirement.name) + str(requirement.specifier)
        for requirement in names.values()
    }
    python = "python" + PROJECT["requires-python"]
    assert found == {*PROJECT["dependencies"], python, "pip"}
    assert pip == ["-e .[test]"]


def test_pins_satisfy_pyproject():
    """Every direct dependency is pinned to a version that pyproject.toml allows."""
    pins = dict(line.split("==") for line in pinned() if "==" in line)
    extras = PROJECT["optional-dependencies"]
    for line in [*PROJECT["dependencies"], *extras["pictures"], *extras["test"]]:
        requirement = Requirement(line)
        if requirement.name != "dateline":
            assert requirement.specifier.contains(pins[requirement.name]), line


def test_pins_hold_no_address():
    """The pinned file names packages and the project itself, no place to fetch them from."""
    wrong = [line for line in pinned() if not re.fullmatch(r"[\w.-]+==[\w.+!-]+", line)]
    assert wrong == ["-e ."]


@pytest.mark.parametrize("line", PROJECT["dependencies"])
def test_readme_gives_a_reason_for_every_dependency(line):
    """README's table says why each direct dependency is there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| {Requirement(line).name} +\| \S", readme, flags=re.MULTILINE)


def test_citation_gives_the_version():
    """CITATION.cff and the installed package agree on the version."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {version('dateline')}\n" in citation
