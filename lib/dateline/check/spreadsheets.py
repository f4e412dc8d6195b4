"""Rules about what spreadsheets put in the place of a cell's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline import terms
from dateline.check.tables import Tables, cells_of, file_of
from dateline.errors import Problem
from dateline.phrases import quoted

_ERROR = re.compile(
    r"""
    \#(?: ¿?(?: NAME | NOM | NOMBRE | NOME | NAAM | NAZWA | ИМЯ ) \?
    | ¡?(?: REF | VALUE | VALOR | DIV/0 | NUM | NULL | NULO | SPILL | CALC | FIELD | BLOCKED
        | UNKNOWN | CONNECT | BUSY | BEZUG | WERT | ZAHL | ÜBERLAUF | VALEUR | NOMBRE | NUL | NÚM
        | RIF | VALORE | NULLO | VERW | WAARDE | DEEL/0 | GETAL | LEEG | ADR | ARG | DZIEL/0
        | LICZBA | ССЫЛКА | ЗНАЧ | ДЕЛ/0 | ЧИСЛО | ПУСТО ) !
    | N/A | NV | N/D | N/B | Н/Д | GETTING_DATA | \#\#+ )
    | Err:\d{3}
    """,
    re.VERBOSE,
)
"""What Excel and LibreOffice show instead of a value, in English, German, French, Spanish,
Portuguese, Italian, Dutch, Polish and Russian. Whatever else begins with # is a hashtag."""


def error_values(tables: Tables) -> Iterator[Problem]:
    """Check that no cell holds the error that a spreadsheet showed instead of its text.

    Left to other rules are dates and vocabularies, to which no such text belongs anyhow.
    """
    for table, frame in tables.frames.items():
        for column in frame.columns:
            if column in terms.columns_with(table, "date") or terms.allowed(table, column):
                continue
            wrong = frame[column][frame[column].map(_is_error).astype(bool)]
            for row, value in cells_of(wrong):
                problem = (
                    f"{quoted(value)} is what a spreadsheet shows instead of a text that begins "
                    "with = + - or @, or of a value that it does not have"
                )
                fix = "type the text again, in a cell that is formatted as text"
                yield Problem(file_of(table), row, column, value, problem, fix)


def _is_error(cell: str) -> bool:
    return cell[:1] in ("#", "E") and _ERROR.fullmatch(cell) is not None
