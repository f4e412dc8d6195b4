"""What schemes and a survey say that expressions of likelihood mean."""

from __future__ import annotations

from typing import NamedTuple

_ICD = "ICD 203, Analytic Standards, Office of the Director of National Intelligence, 2015"
_KENT = "Kent, Words of Estimative Probability, Studies in Intelligence 8 (4), 1964"
_IPCC = (
    "Mastrandrea et al., Guidance Note for Lead Authors of the IPCC Fifth Assessment Report on "
    "Consistent Treatment of Uncertainties, 2010"
)
_SURVEY = (
    "Fagen-Ulmschneider, Perception of Probability Words, University of Illinois: 123 answers to "
    "a survey on the web, mostly of students; percentiles computed from the published answers"
)


class Scale(NamedTuple):
    """What one scheme, or the answers to a survey, say of one expression, in per cent.

    Attributes
    ----------
    by : str
        Who says so.
    word : str
        The expression, in the words of the scheme.
    low, high : int
    middle : int or None
        The middle of Kent's ranges, or the median of answers.
    source : str
    """

    by: str
    word: str
    low: int
    high: int
    middle: int | None
    source: str


# Two scales of synonyms, one row each in the directive.
_ICD_WORDS = {
    ("almost no chance", "remote"): (1, 5),
    ("very unlikely", "highly improbable"): (5, 20),
    ("unlikely", "improbable"): (20, 45),
    ("roughly even chance", "roughly even odds"): (45, 55),
    ("likely", "probable"): (55, 80),
    ("very likely", "highly probable"): (80, 95),
    ("almost certain", "nearly certain"): (95, 99),
}
# 93 give or take 6, 75 give or take 12, and so on: the middle, and how far it reaches.
_KENT_WORDS = {
    "almost certain": (93, 6),
    "probable": (75, 12),
    "chances about even": (50, 10),
    "probably not": (30, 10),
    "almost certainly not": (7, 5),
}
_IPCC_WORDS = {
    "very likely": (90, 100),
    "likely": (66, 100),
    "about as likely as not": (33, 66),
    "unlikely": (0, 33),
    "very unlikely": (0, 10),
}
# Percentiles 5, 25, 50, 75 and 95 of the answers, the outer ones rounded outwards.
_SURVEY_WORDS = {
    "almost certain": (80, 90, 95, 98, 99),
    "highly likely": (70, 80, 90, 95, 99),
    "probable": (45, 60, 70, 75, 90),
    "likely": (50, 65, 70, 75, 90),
    "probably": (50, 60, 70, 75, 90),
    "about even": (50, 50, 50, 50, 55),
    "improbable": (0, 5, 10, 23, 40),
    "unlikely": (5, 10, 20, 30, 40),
    "probably not": (5, 15, 25, 30, 45),
    "highly unlikely": (1, 5, 5, 10, 30),
    "almost no chance": (0, 1, 2, 5, 10),
}
# Under each expression: its words in the directive, with Kent, with the IPCC and in the survey.
# Another word stands only where the scheme has no closer one; it is shown as it is.
_WORDS: dict[str, tuple[str | None, str | None, str | None, str | None]] = {
    "almost certain": ("almost certain", "almost certain", None, "almost certain"),
    "very likely": ("very likely", None, "very likely", "highly likely"),
    "likely": ("likely", "probable", "likely", "likely"),
    "probable": ("probable", "probable", None, "probable"),
    "probably": ("probable", "probable", None, "probably"),
    "roughly even chance": (
        "roughly even chance",
        "chances about even",
        "about as likely as not",
        "about even",
    ),
    "unlikely": ("unlikely", "probably not", "unlikely", "unlikely"),
    "improbable": ("improbable", "probably not", None, "improbable"),
    "very unlikely": ("very unlikely", None, "very unlikely", "highly unlikely"),
    "almost no chance": ("almost no chance", "almost certainly not", None, "almost no chance"),
}

EXPRESSIONS = tuple(_WORDS)
"""The expressions that are known, the most likely first."""


def scales_of(expression: str) -> tuple[Scale, ...]:
    """Return what is published of an expression.

    Examples
    --------
    >>> [(scale.by, scale.low, scale.high) for scale in scales_of("likely")[:2]]
    [('ICD 203 (2015)', 55, 80), ('Kent (1964)', 63, 87)]
    """
    icd, kent, ipcc, survey = _WORDS[expression]
    found = []
    if icd:
        low, high = next(span for words, span in _ICD_WORDS.items() if icd in words)
        found.append(Scale("ICD 203 (2015)", icd, low, high, None, _ICD))
    if kent:
        middle, reach = _KENT_WORDS[kent]
        found.append(Scale("Kent (1964)", kent, middle - reach, middle + reach, middle, _KENT))
    if ipcc:
        found.append(Scale("IPCC (2010)", ipcc, *_IPCC_WORDS[ipcc], None, _IPCC))
    if survey:
        least, low, middle, high, most = _SURVEY_WORDS[survey]
        half, nearly_all = "Half of 123 readers", "Nine in ten of 123 readers"
        found.append(Scale(half, survey, low, high, middle, _SURVEY))
        found.append(Scale(nearly_all, survey, least, most, None, _SURVEY))
    return tuple(found)
