"""A notebook's cells as HTML: nbconvert with a template and a way with formulas of its own."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode
from traitlets.config import Config

from dateline.share.outputs import SHOWN
from dateline.share.sanitizing import sanitized

_TEMPLATES = Path(__file__).parent / "template"


def exported(notebook: NotebookNode, *, path: Path) -> str:
    """Return the cells of a prepared notebook as HTML that can stand in a page's body."""
    exporter = _Exporter(  # type: ignore[no-untyped-call]
        template_name="dateline",
        extra_template_basedirs=[str(_TEMPLATES)],
        embed_images=True,
        config=Config({"NbConvertBase": {"display_data_priority": list(SHOWN)}}),
    )
    resources = {"metadata": {"path": str(path.resolve().parent), "name": path.stem}}
    html, _ = exporter.from_notebook_node(notebook, resources=resources)
    return str(html)


class _Exporter(HTMLExporter):
    """nbconvert's exporter, whose Markdown and HTML are made safe in all places."""

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """Return Markdown as HTML, with pictures of the notebook's folder in it."""
        renderer = _Renderer(
            escape=False,
            attachments=context.get("cell", {}).get("attachments", {}),
            embed_images=True,
            path=context["resources"]["metadata"]["path"],
        )
        return sanitized(MarkdownWithMath(renderer=renderer).render(source))

    def default_filters(self) -> Any:  # noqa: ANN401 (as nbconvert types it)
        """Add the filters that the template uses beside nbconvert's."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "sanitized", sanitized


class _Renderer(IPythonRenderer):
    """nbconvert's way from Markdown to HTML, with formulas as they are written.

    What typesets TeX would have to be fetched. The dollar signs stay, as two amounts of money
    in one paragraph are taken for a formula, too.
    """

    # To put pictures in, nbconvert parses each piece of HTML alone, and so closes a tag whose
    # end is in another piece: only pieces with a picture may go that way.
    def inline_html(self, html: str) -> str:
        return super().inline_html(html) if _has_picture(html) else html

    def block_html(self, html: str) -> str:
        return super().block_html(html) if _has_picture(html) else f"{html}\n"

    def inline_math(self, body: str) -> str:
        return _formula(f"${body}$")

    def block_math(self, body: str) -> str:
        return _formula(f"$${body}$$")

    def latex_environment(self, name: str, body: str) -> str:
        return _formula(f"\\begin{{{name}}}{body}\\end{{{name}}}")


def _has_picture(html: str) -> bool:
    return "<img" in html.lower()


def _formula(tex: str) -> str:
    return f'<code class="formula">{escape(tex)}</code>'
