"""Notebooks as pages in a folder, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from plotly.offline import get_plotlyjs

from dateline.errors import RenderError
from dateline.exercises import assets
from dateline.files import replace_all
from dateline.phrases import counted
from dateline.share.contents import Entry, contents, entry
from dateline.share.document import asset, document
from dateline.share.exporter import exported
from dateline.share.notebooks import executed, read_notebook
from dateline.share.outputs import cases_in, figures_in, has_exercises, prepared, remarks
from dateline.share.tidying import tidied

_INDEX = "index.html"


class _Page(NamedTuple):
    """A page that is ready to be written."""

    content: bytes
    entry: Entry


def rendered(
    paths: Sequence[Path], out: Path, *, execute: bool, tell: Callable[[str], None] | None
) -> list[Path]:
    """Write the pages of notebooks and their index, as `dateline.share.render` tells."""
    _require_names(paths)
    _require_places(out, names=[*map(_file, paths), _INDEX])
    names = {path.resolve(): _file(path) for path in paths}
    pages = [_page(it, names=names, execute=execute, tell=tell or _keep_quiet) for it in paths]
    files = {out / page.entry.file: page.content for page in pages}
    files[out / _INDEX] = contents(page.entry for page in pages)
    try:
        out.mkdir(parents=True, exist_ok=True)
        replace_all(files)
    except OSError as error:
        raise RenderError(f"{out} cannot be written: {error.strerror or error}") from error
    return list(files)


def _keep_quiet(line: str) -> None:
    """Tell nobody."""


def _file(path: Path) -> str:
    return f"{path.stem}.html"


def _require_names(paths: Sequence[Path]) -> None:
    """Refuse notebooks whose pages would lie over one another."""
    if not paths:
        raise RenderError("no notebook is named")
    taken: dict[str, Path] = {}
    for path in paths:
        # Two names that differ in case alone are one file on many machines.
        name = _file(path).casefold()
        if name == _INDEX:
            raise RenderError(f"{path} would become {_INDEX}, which lists the pages; rename it")
        if name in taken:
            raise RenderError(
                f"{taken[name]} and {path} would both become {_file(path)};"
                " name each notebook once, and rename one of two that are called the same"
            )
        taken[name] = path


def _require_places(out: Path, *, names: Sequence[str]) -> None:
    """Refuse early what could otherwise fail only when all notebooks have been executed."""
    existing = next((it for it in (out, *out.parents) if it.exists()), out)
    if not existing.is_dir():
        raise RenderError(f"{existing} is not a folder; name another with --out")
    for place in (out / name for name in names):
        if place.is_dir():
            raise RenderError(f"{place} is a folder, in the place of a page; move it away")


def _page(
    path: Path, *, names: Mapping[Path, str], execute: bool, tell: Callable[[str], None]
) -> _Page:
    """Make one notebook's page, telling so."""
    tell(f"{path.name}: {'executing' if execute else 'as stored'}")
    notebook = read_notebook(path)
    if execute:
        notebook = executed(notebook, path=path)
    shown = prepared(notebook, path=path)
    soup = tidied(exported(shown, path=path), notebook=shown, path=path, pages=names)
    about = entry(soup, file=_file(path))
    figures = figures_in(shown)
    cases = cases_in(shown)
    style, script = assets() if has_exercises(shown) else ("", "")
    # The reader's script takes plotly.js, which frames borrow, for the one right before it.
    scripts = [*filter(None, [script]), *([get_plotlyjs()] if figures or cases else [])]
    content = document(
        title=about.title,
        body=_body(str(soup)),
        styles=asset("reader.css") + style,
        scripts=[*scripts, asset("reader.js")],
        framed=[asset("page.js")] if cases else [],
    )
    for remark in remarks(notebook):
        tell(f"{path.name}: {remark}")
    tell(f"{path.name}: {about.file}, {_size(content)}, {counted(figures, 'figure')}")
    return _Page(content, about)


def _body(article: str) -> str:
    return "\n".join(
        [
            '<header class="top">',
            f'<nav aria-label="Pages"><a href="{_INDEX}">All notebooks</a></nav>',
            '<button type="button" id="all-code" hidden>Show all code</button>',
            "</header>",
            f"<main>\n{article}\n</main>",
        ]
    )


def _size(content: bytes) -> str:
    number = len(content)
    return f"{number / 1e6:.1f} MB" if number >= 1e6 else f"{number / 1e3:.0f} kB"
