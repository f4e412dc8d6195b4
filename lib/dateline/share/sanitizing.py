"""What of a notebook's own HTML may stand in a page: text, tables, links and pictures."""

from __future__ import annotations

import warnings

import bleach
from bleach.css_sanitizer import CSSSanitizer
from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "div", "pre", "blockquote", "br", "wbr"),
    *("ol", "ul", "li", "dl", "dt", "dd", "details", "summary", "figure", "figcaption", "img"),
    *("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"),
    *("a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp"),
    *("small", "span", "strong", "sub", "sup", "u", "var"),
}
_CELL = ["colspan", "rowspan", "scope", "style"]
_HEADINGS = {f"h{level}": ["id"] for level in range(1, 7)}
_ATTRIBUTES = {
    "*": ["class", "dir", "lang", "title"],
    **_HEADINGS,
    "a": ["href", "id"],
    "img": ["alt", "height", "src", "width"],
    "ol": ["start"],
    "td": _CELL,
    "th": _CELL,
}
_WITH_CONTENT = ["script", "style", "template", "title", "textarea", "noscript", "iframe", "svg"]
"""Elements whose content is no text for readers, so that it goes with them."""


def sanitized(html: str) -> str:
    """Return HTML in which nothing runs, asks the network or takes the page's place.

    The page's policy already forbids scripts, forms and requests; this also takes out what no
    policy stops, a ``meta`` element that leads elsewhere, and styles that would cover the page.
    """
    soup = _parsed(html)
    for element in soup(_WITH_CONTENT):
        element.decompose()
    return bleach.clean(
        str(soup),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=["text-align"]),
    )


def _parsed(html: str) -> BeautifulSoup:
    """Parse HTML of whatever look: an output may be an address alone, or begin like XML."""
    with warnings.catch_warnings():
        for remark in (MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning):
            warnings.simplefilter("ignore", remark)
        return BeautifulSoup(html, "html.parser")
