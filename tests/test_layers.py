"""The walls of the library: who may import whom."""

import ast
from pathlib import Path

import pytest

import dateline

PACKAGE = Path(dateline.__file__).parent
LAYERS = (
    {"errors", "terms", "packing", "phrases", "typeset", "files", "linked", "standin"},
    {"dates"},
    {"read", "check", "frames", "wording", "extent", "arguments"},
    {"case", "style", "zones", "axis", "editing", "starting"},
    {"chains"},
    {
        "graph",
        "plan",
        "marks",
        "arrows",
        "order",
        "cards",
        "density",
        "actor_marks",
        "folding",
        "options",
    },
    {
        "timeline",
        "network",
        "clocks",
        "order_chart",
        "exchange",
        "citations",
        "face_to_face",
        "handover",
        "index",
    },
    {"legend", "exercises"},
    {"share", "form"},
    {"explore", "lesson"},
    {"cli", "__init__"},
    {"__main__"},
)
LEVEL = {module: level for level, modules in enumerate(LAYERS) for module in modules}


def module_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_modules(path):
    """Name the modules of dateline that a file imports, inside functions too."""
    for statement in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(statement, ast.ImportFrom):
            assert statement.level == 0, f"{path.name} imports relatively"
            name = statement.module or ""
            if name == "dateline":
                yield from (alias.name for alias in statement.names)
            elif name.startswith("dateline."):
                yield name.split(".")[1]
        elif isinstance(statement, ast.Import):
            for alias in statement.names:
                assert alias.name != "dateline", f"{path.name} imports its own package's root"
                if alias.name.startswith("dateline."):
                    yield alias.name.split(".")[1]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.name))
def test_imports_only_from_layers_above(path):
    """A module imports only from layers above its own, never from its own layer."""
    module = module_of(path)
    for imported in imported_modules(path):
        if imported != module:
            assert LEVEL[imported] < LEVEL[module], f"{module} imports {imported}"


def test_every_module_has_a_layer():
    """A new module is given its layer here before it lands."""
    assert {module_of(path) for path in PACKAGE.rglob("*.py")} == set(LEVEL)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.name))
def test_modules_and_functions_stay_small(path):
    """A module has at most 300 lines, a function's body 40, and 7 parameters."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            has_docstring = ast.get_docstring(node) is not None
            body = node.body[1:] if has_docstring and len(node.body) > 1 else node.body
            assert node.end_lineno - body[0].lineno < 40, node.name
            assert len(node.args.args) + len(node.args.kwonlyargs) <= 7, node.name
