"""Tables of a TOML file, and what is wrong with them, told by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from dateline.exercises.faults import ExerciseError
from dateline.phrases import listed, nearest, quoted


class TableError(ExerciseError):
    """A table that holds another thing than is asked for; its place is named."""


class Table(NamedTuple):
    """A table, and where it stands.

    Each method raises a TableError that names that place where the table holds another thing
    than is asked for.

    Attributes
    ----------
    where : str
        The file, the exercise, and the keys that lead here.
    given : object
        What stands there; a mapping once `require` has passed.
    """

    where: str
    given: Any

    def at(self, *keys: object) -> str:
        """Name the place of what a key leads to."""
        return ", ".join([self.where, *map(str, keys)])

    def require(self, *keys: str, optional: Sequence[str] = ()) -> None:
        """Refuse a table that lacks a key, or has one that is not known."""
        if not isinstance(self.given, Mapping):
            raise TableError(f"{self.where}: {self.given!r} is not a table of {listed(keys)}")
        allowed = [*keys, *optional]
        for key in self.given:
            if key not in allowed:
                near = nearest(key, allowed)
                meant = f"did you mean {near}? " if near else ""
                raise TableError(
                    f"{self.where}: {quoted(key)} is not known here; {meant}allowed are "
                    f"{listed(allowed)}"
                )
        missing = [key for key in keys if key not in self.given]
        if missing:
            raise TableError(f"{self.where}: {listed(missing)} is missing; give {listed(keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return the text that a key leads to."""
        found = self.given.get(key, default)
        if not isinstance(found, str):
            raise TableError(
                f"{self.at(key)}: {found!r} is not a text; write it in quotation marks"
            )
        return found

    def texts(self, key: str, default: Sequence[str] = ()) -> list[str]:
        """Return a list of texts."""
        found = self.given.get(key, [*default])
        if not isinstance(found, list) or not all(isinstance(it, str) for it in found):
            raise TableError(f'{self.at(key)}: {found!r} is not a list of texts, as in ["a", "b"]')
        return found

    def named(self, key: str) -> dict[str, Table]:
        """Return the tables, or texts, of a table by name."""
        found = self.given[key]
        if not isinstance(found, Mapping):
            raise TableError(f"{self.at(key)}: {found!r} is not a table; name each thing in it")
        return {name: Table(self.at(key, name), it) for name, it in found.items()}

    def words(self, key: str) -> dict[str, str]:
        """Return a table of texts."""
        return {name: Table(self.at(key), self.given[key]).text(name) for name in self.named(key)}

    def listed(self, key: str) -> list[Table]:
        """Return a list of tables."""
        found = self.given[key]
        if not isinstance(found, list):
            raise TableError(
                f"{self.at(key)}: {found!r} is not a list of tables, as in [{{…}}, {{…}}]"
            )
        return [Table(self.at(key, place), it) for place, it in enumerate(found, start=1)]

    def text_or_words(self, key: str) -> str | dict[str, str]:
        """Return a text, or a table of texts where one stands there."""
        return self.words(key) if isinstance(self.given[key], Mapping) else self.text(key)

    def text_or_texts(self, key: str) -> str | list[str]:
        """Return a text, or a list of texts where one stands there."""
        return self.texts(key) if isinstance(self.given[key], list) else self.text(key)
