"""A folder becomes a case, and a case what was known of it."""

import dataclasses
import shutil

import pandas as pd
import pytest

from dateline import (
    Case,
    CaseError,
    DateError,
    FrameError,
    check_case,
    events_frame,
    read_case,
    terms,
)


@pytest.fixture(scope="module")
def cases(root):
    return root / "tests" / "cases"


@pytest.fixture
def folder(tmp_path, root):
    """Return a copy of the bundled case that a test may spoil."""
    return shutil.copytree(root / "data" / "negotiations-2023", tmp_path / "spoilt")


def test_bundled_case_is_sound(root):
    """The bundled case has no problem."""
    assert check_case(root / "data" / "negotiations-2023").empty


def test_problems_have_fixed_columns_and_types(cases):
    """A table of problems has the same columns and types whether or not it is empty."""
    for name in ("sound-events-only", "events-id-twice"):
        problems = check_case(cases / name)
        assert problems.columns.tolist() == ["file", "row", "column", "value", "problem", "fix"]
        assert str(problems["row"].dtype) == "Int64"


def test_unsound_case_is_refused_with_every_problem(folder):
    """Reading an unsound case raises an error that lists and carries every problem."""
    events = (folder / "events.csv").read_text(encoding="utf-8")
    spoilt = events.replace(",2023-05-27,,occurred", ",27/05/2023,,done")
    (folder / "events.csv").write_text(spoilt, encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        read_case(folder)
    pd.testing.assert_frame_equal(raised.value.problems, check_case(folder))
    first, *rest = str(raised.value).splitlines()
    assert first == "spoilt is not sound:"
    assert [line.split(":")[0] for line in rest] == [
        "events.csv, row 12, column status",
        "events.csv, row 12, column when",
    ]
    assert rest[1].endswith(": “27/05/2023” has the day first; write 2023-05-27")


def test_a_long_list_of_problems_is_cut_in_the_message(folder):
    """The message shows ten problems and says how many more there are."""
    events = (folder / "events.csv").read_text(encoding="utf-8")
    (folder / "events.csv").write_text(
        events.replace(",occurred,", ",done,").replace("e-c", "e c"), encoding="utf-8"
    )
    with pytest.raises(CaseError) as raised:
        read_case(folder)
    more = len(raised.value.problems) - 10
    assert more > 0
    assert str(raised.value).splitlines()[11:] == [f"and {more} more: see check_case"]


def test_no_folder(tmp_path):
    """A folder that does not exist is a problem, not a traceback."""
    assert len(check_case(tmp_path / "nowhere")) == 1


def test_every_view_of_a_case_has_its_table(case, root):
    """A case has every row of every table, in the file's order."""
    for table in terms.TABLES:
        key = terms.primary_key(table)[0]
        path = root / "data" / "negotiations-2023" / f"{table}.csv"
        ids = pd.read_csv(path, dtype="str", keep_default_na=False)[key]
        assert getattr(case, table)[key].tolist() == ids.tolist()


def test_absent_tables_are_empty(cases):
    """A case of events alone has the other tables, empty."""
    small = read_case(cases / "sound-events-only")
    assert [len(getattr(small, table)) for table in terms.TABLES] == [0, 0, 2, 0, 0, 0]


@pytest.fixture
def events():
    """Return one event as a typed frame."""
    return events_frame(pd.DataFrame({"event_id": ["e1"], "title": ["A call"]}))


def test_a_case_can_be_made_of_events_alone(cases, events):
    """A case made of frames has an empty table for each that is not given, typed as when read."""
    made, read = Case(events=events), read_case(cases / "sound-events-only")
    assert made.events is events
    for table in terms.TABLES:
        if table != "events":
            pd.testing.assert_frame_equal(getattr(made, table), getattr(read, table))
    assert repr(made) == "Case(0 actors, 0 sources, 1 event, 0 claims, 0 mentions, 0 links)"


def test_two_cases_share_no_default(events):
    """The empty tables of one case are not those of another, so neither can change the other."""
    one, other = Case(events=events), Case(events=events)
    for table in terms.TABLES:
        if table != "events":
            assert getattr(one, table) is not getattr(other, table)


def test_a_case_needs_events():
    """Events are the one table without which there is no case."""
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'events'"):
        Case()


def test_names_are_those_of_the_actors(case):
    """Every actor's name is found by id, in the table's order."""
    assert list(case.names) == case.actors["actor_id"].tolist()
    assert case.names["isw"] == "Institute for the Study of War"
    assert list(case.names.values()) == case.actors["name"].tolist()


def test_without_actors_there_are_no_names(events):
    """A case without actors has no names, rather than none that can be asked for."""
    assert Case(events=events).names == {}


def test_names_follow_the_actors_given(case):
    """A case with fewer actors has only their names."""
    fewer = dataclasses.replace(case, actors=case.actors.tail(2))
    assert list(fewer.names) == case.actors["actor_id"].tolist()[-2:]


def test_repr_counts(case):
    """A case shows as what it holds, not as its frames."""
    assert repr(case) == ("Case(17 actors, 1 source, 11 events, 18 claims, 79 mentions, 2 links)")


def test_nothing_is_known_before_the_source(case):
    """The day before the one source appeared nothing of the case was known."""
    known = case.as_known_on("2023-05-26")
    assert [len(getattr(known, table)) for table in terms.TABLES] == [17, 0, 0, 0, 0, 0]


def test_known_are_the_mentioned(case):
    """On the source's day just what it mentions is known, links included."""
    known = case.as_known_on("2023-05-27")
    assert set(known.events["event_id"]) == set(case.mentions["event_id"].dropna())
    assert set(known.claims["claim_id"]) == set(case.mentions["claim_id"].dropna())
    pd.testing.assert_frame_equal(known.links, case.links)
    pd.testing.assert_frame_equal(known.mentions, case.mentions)


def test_knowing_only_grows(case):
    """What is known on a day is known on every later day."""
    later = case.as_known_on("2024")
    for table in terms.TABLES:
        key = terms.primary_key(table)[0]
        for day in ("2023-05-26", "2023-05-27"):
            known = getattr(case.as_known_on(day), table)
            assert set(known[key]) <= set(getattr(later, table)[key])


def test_a_source_of_uncertain_date_counts_once_it_is_certain(case):
    """A source that may have appeared later is not yet known."""
    published = case.sources.assign(published_max=pd.Timestamp("2023-06-01"))
    vague = dataclasses.replace(case, sources=published)
    assert len(vague.as_known_on("2023-05-27").sources) == 0
    assert len(vague.as_known_on("2023-05").sources) == 1


def test_a_link_by_an_unknown_mention_is_unknown(case):
    """A link is known only once the mention that makes it is."""
    rows = case.mentions["mention_id"] != case.links["mention_id"].dropna().iloc[0]
    fewer = dataclasses.replace(case, mentions=case.mentions[rows])
    assert len(fewer.as_known_on("2023-05-27").links) < len(case.links)


def test_original_is_left_as_it_is(case):
    """Asking what was known changes nothing."""
    before = case.events.copy(deep=True)
    case.as_known_on("2023-05-26")
    pd.testing.assert_frame_equal(case.events, before)


def test_without_sources_nobody_can_tell(cases):
    """A case without sources cannot say what was known when, and says which table it needs."""
    with pytest.raises(FrameError) as raised:
        read_case(cases / "sound-events-only").as_known_on("2023-05-26")
    assert str(raised.value) == (
        "as_known_on needs sources.csv: without it nothing tells who knew what when"
    )


def test_an_actor_without_a_name_has_none(case):
    """Names are texts: whoever has none in a frame made by hand is left to its id."""
    nameless = case.actors.assign(name=case.actors["name"].mask(case.actors["actor_id"] == "isw"))
    names = dataclasses.replace(case, actors=nameless).names
    assert names == {actor: name for actor, name in case.names.items() if actor != "isw"}


def test_a_date_without_an_end_is_refused(case):
    """`as_known_on` needs a date that ends, and names its parameter."""
    with pytest.raises(FrameError) as raised:
        case.as_known_on("2023-05-26/..")
    assert str(raised.value) == (
        "date: '2023-05-26/..' has no end; write a day, such as '2023-05-26'"
    )


def test_what_is_no_date_is_refused(case):
    """`as_known_on` says what to write in place of a date that cannot be read."""
    with pytest.raises(DateError) as raised:
        case.as_known_on("26.5.2023")
    assert str(raised.value) == "date: '26.5.2023' has the day first; write 2023-05-26"
