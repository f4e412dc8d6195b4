"""A page around its content: style sheet, scripts, and a policy that allows only these."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

_STATIC = Path(__file__).parent / "static"


def asset(name: str) -> str:
    """Return the text of a style sheet or script of this package."""
    return (_STATIC / name).read_text(encoding="utf-8")


def document(
    *,
    title: str,
    body: str,
    styles: str,
    scripts: Sequence[str] = (),
    framed: Sequence[str] = (),
) -> bytes:
    """Return a whole HTML page that makes no request and runs no script but those given.

    Parameters
    ----------
    title : str
        The page's title, as text.
    body : str
        The content of the page's body, as HTML.
    styles : str
        The page's style sheet.
    scripts : sequence of str
        The page's scripts, which run in this order after the body.
    framed : sequence of str
        The scripts of pages that its scripts put into frames; these are under its policy, too.

    Returns
    -------
    bytes
        The page in UTF-8. What is no Unicode character becomes a question mark.

    Notes
    -----
    The policy (Content Security Policy, level 3) forbids everything, then allows scripts by
    their SHA-256, styles, and pictures that are in the page or made by its scripts: plotly.js
    makes one when a reader saves a figure. ``base-uri`` and ``form-action`` are named because
    ``default-src`` does not cover them.

    Examples
    --------
    >>> b"script-src 'none'" in document(title="A & B", body="<p>C</p>", styles="")
    True
    """
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts, framed)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{styles}</style>",
        "</head>",
        "<body>",
        body,
        *(f"<script>{script}</script>" for script in scripts),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def for_script(parts: Mapping[str, Any]) -> str:
    r"""Write JSON so that nothing in it ends the script element, or begins a comment.

    Examples
    --------
    >>> for_script({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(parts, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _policy(scripts: Sequence[str], framed: Sequence[str]) -> str:
    every = [*scripts, *framed]
    digests = (b64encode(sha256(it.encode("utf-8")).digest()).decode("ascii") for it in every)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:;"
        f"{' frame-src blob:;' * bool(framed)} base-uri 'none'; form-action 'none'"
    )
