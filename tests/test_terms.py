"""The words of a case."""

import re

import pytest

from dateline import terms


@pytest.mark.parametrize("table", terms.TABLES)
def test_every_column_says_what_it_means(table):
    """Every table and every column has a description that is a sentence."""
    schema = terms.schema(table)
    for described in [schema, *schema["fields"]]:
        assert re.fullmatch(r"[A-Z].*\.( .*)?|[A-Z].*…", described["description"])


@pytest.mark.parametrize("table", terms.TABLES)
def test_keys_are_required_columns(table):
    """A primary key consists of columns that must have a value."""
    assert set(terms.primary_key(table)) <= set(terms.required(table))


@pytest.mark.parametrize("table", terms.TABLES)
def test_references_lead_to_keys(table):
    """A reference names a column of its table, and the whole primary key of another."""
    for reference in terms.references(table):
        assert reference.column in terms.columns(table)
        assert (reference.key,) == terms.primary_key(reference.table)


@pytest.mark.parametrize("table", terms.TABLES)
def test_listed_ids_lead_to_tables(table):
    """A column that lists ids says which table they belong to."""
    for column in terms.columns_with(table, "list", "ids"):
        assert column in terms.columns_with(table, "references", "actors")


def test_bounds_are_instants_of_events():
    """The four bounds are the columns of events that hold one instant each."""
    assert terms.columns_with("events", "date", "instant") == terms.BOUNDS


def test_factuality_is_factbank():
    """The factuality values are FactBank's: certain, probable, possible, and uncommitted."""
    assert terms.allowed("mentions", "factuality") == (
        "CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu",
    )  # fmt: skip


def test_free_text_has_no_vocabulary():
    """A column without a vocabulary allows any text."""
    assert terms.allowed("events", "title") == ()


def test_schema_is_a_copy():
    """Changing a schema that was handed out changes nothing else."""
    terms.schema("events")["fields"].clear()
    assert terms.columns("events")[0] == "event_id"
