"""A case as JSON and back: nothing is lost, and nothing is taken on trust."""

import copy
import json
from pathlib import Path

import pandas as pd
import pytest

from dateline import Case, CaseError, events_frame, read_case, terms
from dateline.handover import packed, unpacked

CASES = Path(__file__).parent / "cases"
SOUND = sorted(path.name for path in CASES.glob("sound-*"))
EVENT = {"event_id": "e", "title": "T", "status": "occurred", "kind": "k", "lane": "l"}


def back(case):
    """Return a case after it was written as JSON and read again."""
    return unpacked(json.loads(json.dumps(packed(case), allow_nan=False)))


def assert_same(case, other):
    for table in terms.TABLES:
        left, right = (getattr(it, table).reset_index(drop=True) for it in (case, other))
        pd.testing.assert_frame_equal(left[right.columns], right)
        assert [it for it in left.columns if it not in right] == [
            it for it in left.columns if it not in terms.columns(table) and it not in right
        ]
    assert case.about == other.about


def test_sound_cases_there_are():
    """There are sound cases to try, one of which has undated, open and overridden dates."""
    assert "sound-undated-open-and-overridden" in SOUND


@pytest.mark.parametrize("name", SOUND)
def test_every_sound_case_comes_back(name):
    """Every table of a sound case comes back with its values, types, order and text about it."""
    case = read_case(CASES / name)
    assert_same(case, back(case))


@pytest.mark.parametrize("name", ["case", "ferry"])
def test_whole_cases_come_back(name, request):
    """The bundled case and the made-up one come back, reading text and all."""
    case = request.getfixturevalue(name)
    assert_same(case, back(case))


def test_part_of_a_case_comes_back(case):
    """What was known on a date, whose rows are not numbered from 2 on, comes back."""
    part = case.as_known_on("2023-05-27")
    assert_same(part, back(part))


def full(**columns):
    """Return a case of one event that has all it needs, and these columns."""
    return Case(events=events_frame(pd.DataFrame([EVENT | columns])))


DATES = [
    {"when": "-0500"},
    {"when": "-0044-03-15/-0043"},
    {"when": "9999-12-31"},
    {"when": "2023-05-26T14:00:00+03:00"},
    {"when": "2023-05/..", "end_min": "2023-06-01"},
    {"when": "2023", "start_min": "2023-02-01", "start_max": "2023-02-02T03:04:05"},
    {"start_min": "-0100-01-01", "end_max": "0099-01-01"},
]


def test_dates_come_back():
    """Years before the year 1, offsets, open ends and bounds given beside a date come back."""
    rows = [EVENT | date | {"event_id": f"e{row}"} for row, date in enumerate(DATES)]
    case = Case(events=events_frame(pd.DataFrame(rows).fillna("")))
    assert_same(case, back(case))


def test_only_given_bounds_are_written():
    """Bounds that follow from the date are not written, but read from it again."""
    table = packed(full(when="2023", start_min="2023-02-01"))["tables"]["events"]
    written = dict(zip(table["columns"], table["rows"][0], strict=True))
    bounds = {name: written[name] for name in terms.BOUNDS}
    assert bounds == dict.fromkeys(terms.BOUNDS, "") | {"start_min": "2023-02-01T00:00:00"}


def test_empty_tables_are_left_out():
    """Of a case with nothing but events, nothing but events is written."""
    assert list(packed(full())["tables"]) == ["events"]


def test_own_columns_are_left_out(case):
    """A column that no schema names is not handed on."""
    noted = Case(events=case.events.assign(mine="x"))
    assert "mine" not in packed(noted)["tables"]["events"]["columns"]


NOT_A_CASE = "the stored case is not sound: this is not what dateline keeps of a case"


def spoil(change):
    value = packed(full(when="2023"))
    change(value)
    return value


def set_cell(value, column, text):
    table = value["tables"]["events"]
    table["rows"][0][table["columns"].index(column)] = text


def set_column(value, name):
    value["tables"]["events"]["columns"][1] = name


BROKEN = {
    "null": None,
    "a list": [],
    "a text": "case",
    "nothing": {},
    "no tables": {"about": {}},
    "no about": {"tables": spoil(lambda _: None)["tables"]},
    "tables in a list": {"tables": [], "about": {}},
    "no events": {"tables": {}, "about": {}},
    "a table of numbers": spoil(lambda it: it["tables"].update(events=7)),
    "an unknown table": spoil(lambda it: it["tables"].update(secrets=it["tables"]["events"])),
    "a short row": spoil(lambda it: it["tables"]["events"]["rows"][0].pop()),
    "a long row": spoil(lambda it: it["tables"]["events"]["rows"][0].append("")),
    "a number in a cell": spoil(lambda it: set_cell(it, "title", 7)),
    "null in a cell": spoil(lambda it: set_cell(it, "title", None)),
    "a list in a cell": spoil(lambda it: set_cell(it, "initiators", ["a"])),
    "a number for a column": spoil(lambda it: set_column(it, 7)),
    "a column twice": spoil(lambda it: set_column(it, "event_id")),
    "more about it": spoil(lambda it: it["about"].update(author="x")),
    "a number about it": spoil(lambda it: it["about"].update(title=7)),
}


@pytest.mark.parametrize("value", BROKEN.values(), ids=BROKEN)
def test_what_is_no_case_is_refused(value):
    """JSON that this module never wrote is refused in one sentence, with what to do."""
    before = copy.deepcopy(value)
    with pytest.raises(CaseError) as caught:
        unpacked(value)
    assert str(caught.value) == NOT_A_CASE
    [problem] = caught.value.problems.to_dict("records")
    assert problem["fix"] == "run the notebook again"
    assert value == before


UNSOUND = {
    ("when", "2023-13"): "“2023-13” has no possible month",
    ("status", "maybe"): "“maybe”",
    ("event_id", ""): "event_id",
    ("end_min", "soon"): "soon",
}


@pytest.mark.parametrize(("cell", "told"), UNSOUND.items(), ids=[it[0] for it in UNSOUND])
def test_unsound_case_is_refused(cell, told):
    """A case whose tables break a rule is refused with the first problem, and holds them all."""
    with pytest.raises(CaseError) as caught:
        unpacked(spoil(lambda it: set_cell(it, *cell)))
    assert str(caught.value).startswith("the stored case is not sound: ")
    problems = caught.value.problems
    assert any(told in f"{row.problem} {row.value} {row.column}" for row in problems.itertuples())
