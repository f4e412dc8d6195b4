"""A new case is sound, shows how to code, and every view draws it."""

import csv
import json
from pathlib import Path

import frictionless
import nbformat
import pytest
from nbclient import NotebookClient

from dateline import (
    actor_network,
    check_case,
    citation_network,
    face_to_face,
    order_chart,
    origins,
    read_case,
    save_page,
    terms,
    timeline,
    two_clocks,
    who_says,
)
from dateline.errors import DatelineError
from dateline.read import read_about, read_tables
from dateline.starting import new_case

NOTEBOOK = Path(__file__).parent.parent / "notebooks" / "05_your_own_case.ipynb"
FILES = ["datapackage.json", *(f"{table}.csv" for table in terms.TABLES), "reading.md"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return the folder of a new case."""
    path = tmp_path_factory.mktemp("new") / "light"
    new_case(path, title="The light of Port Nowhere", author="A. Coder", licence="CC-BY-4.0")
    return path


@pytest.fixture(scope="module")
def new(folder):
    """Return the new case."""
    return read_case(folder)


def test_a_new_case_is_sound(folder):
    """The check finds nothing wrong with what was written, nor does frictionless."""
    assert sorted(entry.name for entry in folder.iterdir()) == sorted(FILES)
    assert check_case(folder).empty
    assert frictionless.validate(str(folder / "datapackage.json")).valid


def test_every_table_has_all_columns_and_two_rows(folder):
    """Each table names all its columns, and has at least two rows of example."""
    for table in terms.TABLES:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert tuple(header) == terms.columns(table)
        assert len(rows) >= 2


def test_the_description_has_the_schemas_of_every_case(folder, root):
    """Title, licence and roles stand in datapackage.json, its tables as in the bundled case."""
    bundled = root / "data" / "negotiations-2023" / "datapackage.json"
    package, other = (
        json.loads(path.read_text(encoding="utf-8"))
        for path in (folder / "datapackage.json", bundled)
    )
    assert package["resources"] == other["resources"]
    assert package["licenses"] == other["licenses"]
    assert (package["title"], package["name"]) == (
        "The light of Port Nowhere",
        "the-light-of-port-nowhere",
    )
    assert package["contributors"] == [{"title": "A. Coder", "roles": ["author", "maintainer"]}]


def test_the_example_shows_how_to_code(new):
    """It has a vague date, a hedge, an unnamed speaker whom an outlet relays, and a dispute."""
    dark = new.events.set_index("event_id").loc["e-dark"]
    assert (dark["when"], dark["when_text"]) == ("[2031-03-01..2031-03-10]", "in early March")
    ladder = who_says(new.mentions, "c-sold", case=new)
    assert ladder[["speaker_id", "factuality"]].to_numpy().tolist() == [
        ["gazette", "Uu"],
        ["worker-1", "PR+"],
    ]
    naming = new.actors.set_index("actor_id")["naming"]
    assert naming["worker-1"] == "unnamed"
    assert new.mentions.set_index("mention_id").loc["m3", "hedge"] == ("probably",)
    assert new.links.iloc[0, :3].tolist() == ["c-not-sold", "disputes", "c-sold"]


def test_exact_words_stand_in_the_sentences(new):
    """Hedges, cues, dates and descriptions are words of the reading text, which is numbered."""
    text = new.about.reading
    words = [word for column in ("hedge",) for cell in new.mentions[column] for word in cell]
    words += new.mentions["cue"].dropna().tolist()
    words += new.actors["descriptor"].dropna().str.removeprefix("a ").tolist()
    words += new.events["when_text"].dropna().str.removeprefix("in ").tolist()
    assert len(words) >= 5
    assert [word for word in words if word not in text] == []
    numbered = [line for line in text.splitlines() if line[:1].isdigit()]
    assert len(numbered) == new.mentions.groupby(["source_id", "locator"]).ngroups


def test_the_example_cannot_be_taken_for_true(folder, new):
    """Addresses are those that lead nowhere, and the reading text calls itself made up."""
    assert new.sources["url"].str.startswith("https://example.org/").all()
    assert "Made up" in (folder / "reading.md").read_text(encoding="utf-8")


def test_every_view_draws_it(new, tmp_path):
    """Timeline, clocks, order, networks and claims face to face all have marks, and the page."""
    figures = [
        timeline(new.events, case=new),
        two_clocks(new.mentions, case=new),
        order_chart(new.events, case=new),
        actor_network(new.events, case=new),
        citation_network(new.mentions, case=new),
        face_to_face(new.claims, case=new),
    ]
    assert all(len(figure.data) > 0 for figure in figures)
    said = [figure.layout.meta["alt"].split(".")[0] for figure in figures]
    assert said == [
        "Timeline of 2 events, 1–14 March 2031",
        "Two clocks: 2 mentions of 2 events, by when the event was and when it was said",
        "Order of 2 events, as far as it is certain under every admissible dating",
        "Network of 2 actors with 1 tie between them",
        "Network of who says so on whose word: 6 hops by 3 speakers in 2 documents, from 3 origins",
        "Claims face to face: 2 answers to 2 claims: 1 disputes and 1 supports",
    ]
    assert origins(new.mentions, case=new)["rests_on"].notna().all()
    save_page(new, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "gazette-03-11/s2" in page
    assert "council-03-14/s1" in page


def test_an_empty_case_is_sound(tmp_path):
    """With column names alone a case has no row and no problem, and its views say so."""
    written = new_case(tmp_path / "case", title="Nothing yet", empty=True)
    assert [path.name for path in written] == FILES[:-1]
    assert check_case(tmp_path / "case").empty
    case = read_case(tmp_path / "case")
    figures = [
        timeline(case.events, case=case),
        two_clocks(case.mentions, case=case),
        order_chart(case.events, case=case),
        actor_network(case.events, case=case),
        citation_network(case.mentions, case=case),
        face_to_face(case.claims, case=case),
    ]
    texts = [" ".join(note.text for note in figure.layout.annotations) for figure in figures]
    assert [text for text in texts if "No " not in text] == []


def test_it_is_the_same_to_the_byte(folder, tmp_path):
    """The same call writes the same bytes, in a folder of any name."""
    arguments = {"title": "The light of Port Nowhere", "author": "A. Coder"}
    new_case(tmp_path / "other", **arguments, licence="CC-BY-4.0")
    for name in FILES:
        assert (tmp_path / "other" / name).read_bytes() == (folder / name).read_bytes()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('He said "no", and left; twice', "he-said-no-and-left-twice"),
        ("Élections à Ruritanie : qui parle ?", "elections-a-ruritanie-qui-parle"),
        ("选举之后", "case"),
        ("انتخابات می\u200cخواهم", "case"),
        ("  </script><b>bold</b> \\ %s {x}  ", "script-b-bold-b-s-x"),
        ("x" * 3000, "x" * 3000),
    ],
    ids=["quotes", "french", "chinese", "persian", "markup", "long"],
)
def test_any_title_that_can_be_read_is_kept(tmp_path, title, name):
    """A title of any script and sign is that of the case, and its package can be read."""
    new_case(tmp_path, title=title)
    assert read_tables(tmp_path)[1] == []
    assert read_about(tmp_path).title == title.strip()
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["name"] == name


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"title": ""}, "the case needs a title: say in some words what it is about"),
        ({"title": " \n "}, "the case needs a title: say in some words what it is about"),
        (
            {"title": "one\ntwo"},
            (
                r"the title “one\ntwo” has a character that cannot be seen, \n: "
                "write it in one line, without that character"
            ),
        ),
        (
            {"title": "a", "author": "b\u202ec"},
            (
                r"the author “b\u202ec” has a character that cannot be seen, \u202e: "
                "write it in one line, without that character"
            ),
        ),
        (
            {"title": "a", "licence": "\x1b[2J"},
            (
                r"the licence “\x1b[2J” has a character that cannot be seen, \x1b: "
                "write it in one line, without that character"
            ),
        ),
        (
            {"title": "a\udcff"},
            (
                r"the title “a\udcff” has a character that cannot be seen, \udcff: "
                "write it in one line, without that character"
            ),
        ),
    ],
    ids=["empty", "blank", "two-lines", "turned", "escape", "no-text"],
)
def test_a_title_that_cannot_be_read_is_refused(tmp_path, given, message):
    """An empty title, and characters that cannot be seen, are told, and nothing is written."""
    with pytest.raises(DatelineError) as told:
        new_case(tmp_path / "case", **given)
    assert str(told.value) == message
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_in_it_is_refused(tmp_path):
    """What is there is listed, hidden files too, and stays as it is."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / ".hidden").mkdir()
    with pytest.raises(DatelineError) as told:
        new_case(tmp_path, title="A")
    end = "is not empty: it has .hidden and notes.txt. Name a new folder; nothing was written"
    assert str(told.value).endswith(end)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [".hidden", "notes.txt"]


def test_an_empty_folder_is_filled_and_a_deep_one_made(tmp_path):
    """A folder may be there already if it is empty; those above it are made where needed."""
    for place in (tmp_path, tmp_path / "reports" / "a" / "b"):
        new_case(place, title="A")
        assert {entry.name for entry in place.iterdir()} == set(FILES)


def test_a_file_in_the_folders_place_is_told(tmp_path):
    """Who names a file is told to name a folder."""
    (tmp_path / "case").write_text("mine", encoding="utf-8")
    for place in (tmp_path / "case", tmp_path / "case" / "below"):
        with pytest.raises(DatelineError, match=r"is a file; name a folder|cannot be written"):
            new_case(place, title="A")
    assert (tmp_path / "case").read_text(encoding="utf-8") == "mine"


def test_a_case_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    """Where one file cannot be written there is none, nor a folder made for it."""
    written = Path.open

    def refuse(self, *arguments, **named):
        if ".links.csv" in self.name:
            raise OSError(28, "No space left on device")
        return written(self, *arguments, **named)

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(DatelineError, match="cannot be written: No space left on device"):
        new_case(tmp_path / "a" / "b", title="A")
    assert list(tmp_path.iterdir()) == []


def test_the_notebook_draws_it_as_papermill_would(folder):
    """With another folder in the cell tagged parameters, notebook 05 runs through."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    place = next(place for place, tag in enumerate(tags) if "parameters" in tag)
    injected = nbformat.v4.new_code_cell(f"folder = {str(folder)!r}")
    notebook.cells.insert(place + 1, injected)
    NotebookClient(
        notebook, timeout=120, resources={"metadata": {"path": NOTEBOOK.parent}}
    ).execute()
    shown = [
        output["data"]["application/vnd.plotly.v1+json"]["layout"]["meta"]["alt"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "application/vnd.plotly.v1+json" in output.get("data", {})
    ]
    assert len(shown) >= 5
    assert shown[0].startswith("Timeline of 2 events, 1–14 March 2031.")
