"""The form fills in a row of a case's table, checks it and saves it."""

import shutil

import ipywidgets as widgets
import pytest

from dateline import check_case, read_case, terms
from dateline.errors import EditError
from dateline.form import edit_case
from dateline.form.choices import _TOLD
from dateline.form.fields import fields_of
from dateline.form.readings import reading

EVENTS = "event_id,title,status,kind,lane\ne1,Ruritania holds a parade,occurred,parade,Ruritania\n"


def walk(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from walk(child)


class Driver:
    """Somebody at the form: they see labels, type, choose and press."""

    def __init__(self, folder):
        self.folder = folder
        self.box = edit_case(folder)

    def field(self, label):
        """Find the one field or button with this label."""
        (found,) = (it for it in walk(self.box) if getattr(it, "description", "") == label)
        return found

    def fill(self, **cells):
        for name, text in cells.items():
            labels = [getattr(it, "description", "") for it in walk(self.box)]
            self.field(f"{name} *" if f"{name} *" in labels else name).value = text

    def press(self, label):
        button = self.field(label)
        assert button.layout.display != "none", f"{label} is hidden"
        button.click()

    def choose(self, table, row=0):
        self.field("table").value = table
        self.field("row").value = row

    def shown(self, label):
        """List what a list offers."""
        return [option[0] for option in self.field(label).options]

    @property
    def said(self):
        return self.box.children[-2].value

    @property
    def buttons(self):
        names = ("Save", "Save all the same", "Read again")
        return [name for name in names if self.field(name).layout.display != "none"]

    def near(self, label):
        """Return what is said below a field."""
        field = self.field(label)
        (box,) = (it for it in walk(self.box) if field in getattr(it, "children", ()))
        return box.children[1].value

    def text(self, table):
        return (self.folder / f"{table}.csv").read_text(encoding="utf-8")


@pytest.fixture
def campaign(tmp_path, root):
    """Return the form for a copy of the bundled case."""
    shutil.copytree(root / "data" / "negotiations-2023", tmp_path / "case")
    return Driver(tmp_path / "case")


@pytest.fixture
def small(tmp_path):
    """Return the form for a case of one event."""
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    return Driver(tmp_path)


PARADE = {"title": "Ruritania ends it", "status": "occurred", "kind": "parade", "lane": "Ruritania"}


# -- what is asked for -----------------------------------------------------------------------------


def test_every_column_of_every_table_has_a_field(campaign):
    """A table's fields are its schema's columns, required ones marked, each with its meaning."""
    for table in terms.TABLES:
        campaign.choose(table)
        labels = {getattr(it, "description", "") for it in walk(campaign.box)}
        required = {f"{name} *" for name in terms.required(table)}
        assert required | set(terms.columns(table)) - set(terms.required(table)) <= labels
        helped = "".join(it.value for it in walk(campaign.box) if isinstance(it, widgets.HTML))
        for field in terms.schema(table)["fields"]:
            means = field["description"].replace("`", "").split("'")[0]
            assert means.partition(", actor ids separated")[0] in helped


def test_vocabularies_and_references_are_lists(campaign):
    """Words stand with their meaning, ids with the names of what they stand for."""
    campaign.choose("mentions")
    assert campaign.shown("factuality *")[:3] == ["–", "CT+ — certain", "PR+ — probable"]
    assert "Kremlin — kremlin" in campaign.shown("speaker_id *")
    assert campaign.field("factuality *").value == ""
    campaign.choose("links")
    assert campaign.shown("relation *") == ["–", *terms.allowed("links", "relation")]
    campaign.choose("actors")
    names = campaign.shown("member_of")[1:]
    assert names == sorted(names, key=str.casefold)


def test_the_kinds_of_fields_come_from_the_schema():
    """Every column with a trait has the field for it."""
    kinds = {field.name: field.kind for field in fields_of("events", ())}
    assert [kinds[name] for name in ("when", "end_max", "initiators", "status", "note")] == [
        "edtf",
        "instant",
        "ids",
        "words",
        "long",
    ]
    assert {field.name: field.kind for field in fields_of("mentions", ())}["parent_id"] == "id"
    for table, columns in _TOLD.items():
        assert set(columns) <= set(terms.columns(table))


def test_a_new_row_has_an_id_that_is_free(campaign):
    """The id that is proposed can be kept or overwritten."""
    assert campaign.field("event_id *").value == "e12"
    campaign.choose("links")
    assert campaign.field("claim_id *").value == ""


def test_a_row_is_found_by_its_id_or_text(campaign):
    """Words in the id, title, name or text narrow the list of rows."""
    campaign.field("find").value = "LULA putin"
    assert campaign.shown("row") == [
        "a new row",
        "row 3: Putin and Lula speak by telephone — e-call",
    ]
    campaign.field("row").value = 3
    campaign.field("find").value = "arrival"
    assert campaign.field("row").value == 3
    assert campaign.field("title *").value == "Putin and Lula speak by telephone"
    campaign.press("New row")
    assert campaign.field("title *").value == ""


def test_values_that_come_again_are_offered(campaign):
    """Where a column repeats its values, as lanes do, they are offered; any other can be typed."""
    assert isinstance(campaign.field("lane *"), widgets.Combobox)
    assert "Kremlin" in campaign.field("lane *").options
    assert not isinstance(campaign.field("title *"), widgets.Combobox)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("", "edtf", ""),
        ("2023-05", "edtf", "is read as: May 2023"),
        ("2023-05-26~", "edtf", "is read as: 26 May 2023 (approximate)"),
        ("2023-05-20/..", "edtf", "is read as: began 20 May 2023, end open"),
        ("26 May 2023", "edtf", "“26 May 2023” has its month in words; write 2023-05-26"),
        ("2023-05", "instant", None),
    ],
)
def test_a_date_is_read_back_in_words(text, kind, expected):
    """Somebody sees at once how a date is read, or what to write instead."""
    if expected is None:
        expected = (
            "“2023-05” is not one instant; a bound is a day or a timestamp; "
            "write 2023-05-01 for its first day"
        )
    assert reading(text, kind=kind) == expected


def test_dates_are_checked_as_one_types(campaign):
    """Each letter that is typed changes what is said below the field."""
    campaign.fill(when="2023-05-2")
    assert "write 2023-05-02" in campaign.near("when")
    campaign.fill(when="2023-05-20")
    assert "is read as: 20 May 2023" in campaign.near("when")
    campaign.fill(when="Y17E8")
    assert "drawn" in campaign.near("when")
    campaign.choose("events", 3)
    assert "is read as: 26 May 2023" in campaign.near("when")


# -- saving ----------------------------------------------------------------------------------------


def test_a_sound_row_is_saved_and_can_be_chosen(campaign):
    """The file has one more line, the case stays sound, and it is said where everything is."""
    before = campaign.text("actors")
    campaign.choose("actors")
    campaign.fill(name="Mr <b>X</b>", kind="person", naming="named", member_of="kremlin")
    campaign.press("Save")
    assert check_case(campaign.folder).empty
    new = "a18,Mr <b>X</b>,person,named,kremlin,,,\n"
    assert campaign.text("actors") == before + new
    assert "Saved: row 19 of" in campaign.said
    assert "previous/actors.csv in the same folder" in campaign.said
    assert campaign.text("previous/actors") == before
    assert campaign.shown("row")[-1] == "row 19: Mr <b>X</b> — a18"
    assert campaign.field("row").value == 19
    campaign.choose("mentions")
    assert "Mr <b>X</b> — a18" in campaign.shown("speaker_id *")


def test_a_changed_row_changes_its_line_alone(campaign):
    """Every other line of the file stays, and so does every other cell of this one."""
    before = campaign.text("events").splitlines()
    campaign.choose("events", 3)
    campaign.fill(place="Moscow")
    campaign.press("Save")
    after = campaign.text("events").splitlines()
    assert [place for place, line in enumerate(after) if line != before[place]] == [2]
    assert after[2] == before[2].replace(",Kremlin,,putin", ",Kremlin,Moscow,putin")
    campaign.press("Save")
    assert "nothing to save" in campaign.said


def test_several_ids_keep_their_order(campaign):
    """Ids are added one by one and taken out by a button; those of before stay as they were."""
    campaign.choose("events", 3)
    campaign.fill(initiators="lula")
    campaign.press("Save")
    assert "initiators: lula is chosen but not added; press Add" in campaign.said
    box = campaign.field("initiators")
    (row,) = (it for it in walk(campaign.box) if box in getattr(it, "children", ()))
    row.children[1].click()
    assert box.value == ""
    campaign.press("✕ Vladimir Putin — putin")
    campaign.press("Save")
    assert ",Kremlin,,lula,lula," in campaign.text("events")


def test_a_row_with_a_problem_is_not_saved(campaign):
    """It is told which cell is wrong, what is allowed and what to write; nothing is written."""
    before = campaign.text("events")
    campaign.fill(title="x" * 81, status="occurred", kind="call", when="26/05/2023")
    campaign.press("Save")
    assert campaign.text("events") == before
    assert not (campaign.folder / "previous").exists()
    assert "Not saved: the row has 3 problems." in campaign.said
    assert (
        f"events.csv, row 13, column title (it is “{'x' * 59}…”): the title has 81 characters; "
        "80 are allowed. Fix: shorten it"
    ) in campaign.said
    assert "row 13, column when (it is “26/05/2023”)" in campaign.said
    assert "row 13, column lane: lane is empty." in campaign.said
    assert campaign.buttons == ["Save"]
    assert campaign.field("title *").value == "x" * 81


def test_an_id_that_is_taken_is_not_saved(small):
    """The problem is this row's, though the check tells it of the lower of the two rows."""
    two = EVENTS + "e2,Another,occurred,parade,Ruritania\n"
    (small.folder / "events.csv").write_text(two, encoding="utf-8")
    small.choose("actors")
    small.choose("events", 2)
    small.fill(event_id="e2")
    small.press("Save")
    assert "row 3, column event_id (it is “e2”): event_id “e2” is used twice" in small.said
    assert small.buttons == ["Save"]


def test_what_an_edit_does_to_other_rows_is_asked_first(small):
    """Who renames an id that others use is told so, and can save and correct them afterwards."""
    claims = "claim_id,text,kind,event_id\nc1,It was splendid,assessment,e1\n"
    (small.folder / "claims.csv").write_text(claims, encoding="utf-8")
    small.choose("events", 2)
    small.fill(event_id="e-parade")
    small.press("Save")
    assert (
        "Not saved yet: the row itself is sound, but it would bring 1 problem to other rows. Undo "
        "the change, or press “Save all the same” and then correct those rows."
    ) in small.said
    assert "claims.csv, row 2, column event_id (it is “e1”): “e1” is no event_id" in small.said
    assert small.text("events") == EVENTS
    small.press("Save all the same")
    assert small.text("events") == EVENTS.replace("e1", "e-parade")
    assert "1 problem is left elsewhere in the case:" in small.said
    assert small.buttons == ["Save"]


def test_problems_that_were_there_before_do_not_stop_a_save(small):
    """They are mentioned after the save, so that somebody corrects them in time."""
    path = small.folder / "events.csv"
    path.write_text(EVENTS.replace("occurred", "Occured"), encoding="utf-8")
    small.choose("actors")
    small.choose("events")
    small.fill(**PARADE)
    small.press("Save")
    assert "Saved: row 3 of" in small.said
    assert "1 problem is left elsewhere in the case:" in small.said
    assert "row 2, column status (it is “Occured”)" in small.said
    small.choose("events", 2)
    assert small.shown("status *")[1] == "Occured (not one of these)"
    small.fill(title="Parade")
    small.press("Save")
    assert "Not saved: the row has 1 problem." in small.said


def test_a_case_grows_table_by_table(small):
    """A table that is not there is started with its first row; ids wait for their table."""
    assert "links (not there yet)" in small.shown("table")
    assert "There is no actors.csv to choose from." in small.near("initiators") + "".join(
        it.value for it in walk(small.box) if isinstance(it, widgets.HTML)
    )
    small.choose("mentions")
    small.fill(event_id="e1", source_id="s1", locator="s1", speaker_id="a1", factuality="CT+")
    small.press("Save")
    assert "there is no sources.csv" in small.said
    assert small.buttons == ["Save"]
    small.choose("actors")
    small.fill(name="Ruritania", kind="state", naming="named")
    small.press("Save")
    assert "actors.csv is new, so there is no version before it." in small.said
    small.choose("sources")
    small.fill(title="A report", published="2023", publisher_id="a1")
    small.press("Save")
    small.choose("mentions")
    assert small.field("locator *").value == "s1"
    small.press("Save")
    assert "Saved: row 2 of" in small.said
    assert len(read_case(small.folder).mentions) == 1
    assert "mentions" in small.shown("table")


def test_a_column_that_the_file_lacks_is_added(small):
    """A field of the schema can be filled in, though the file has no such column yet."""
    small.choose("events", 2)
    small.fill(when="2023-05-26")
    small.press("Save")
    header, line = small.text("events").splitlines()
    assert (header, line.endswith(",2023-05-26")) == ("event_id,title,status,kind,lane,when", True)


def test_columns_and_line_breaks_of_ones_own_stay(tmp_path):
    """An unknown column has a field, and a line break in a cell survives an edit."""
    text = 'event_id,title,status,kind,lane,place,colour\ne1,Parade,occurred,parade,R,"a\nb",red\n'
    (tmp_path / "events.csv").write_text(text, encoding="utf-8")
    form = Driver(tmp_path)
    form.choose("events", 2)
    assert isinstance(form.field("place"), widgets.Textarea)
    form.fill(colour="blue")
    form.press("Save")
    # Before this row the case had a column that it does not know, and so it has afterwards.
    assert form.text("events") == text.replace(",red", ",blue")
    assert "“colour” is not a column of events.csv" in form.said


# -- what goes wrong -------------------------------------------------------------------------------


def test_a_file_that_changed_meanwhile_is_read_again(small):
    """Nothing is overwritten, nothing that was typed is lost, and a taken id gives way."""
    small.fill(**PARADE)
    theirs = EVENTS + "e2,Theirs,occurred,parade,Ruritania\n"
    (small.folder / "events.csv").write_text(theirs, encoding="utf-8")
    small.press("Save")
    assert "the file changed on disk since it was read" in small.said
    assert small.text("events") == theirs
    assert small.buttons == ["Save", "Read again"]
    small.press("Read again")
    assert "The file is read again, and what you typed is kept." in small.said
    assert small.field("event_id *").value == "e3"
    assert small.buttons == ["Save"]
    small.press("Save")
    assert small.text("events") == theirs + "e3,Ruritania ends it,occurred,parade,Ruritania\n"


def test_a_changed_row_is_found_again(small):
    """After reading again it is the same row, wherever it stands; a clash of cells is told."""
    small.choose("events", 2)
    small.fill(title="Mine", lane="Mine")
    header, row = EVENTS.splitlines()
    theirs = f"{header}\ne0,First,occurred,parade,Court\n{row.replace('holds', 'cancels')}\n"
    (small.folder / "events.csv").write_text(theirs, encoding="utf-8")
    small.press("Save")
    small.press("Read again")
    assert small.field("row").value == 3
    assert (
        "In the file there is now: title “Ruritania cancels a parade”. Yours would replace it."
    ) in small.said
    small.press("Save")
    assert small.text("events") == theirs.replace(
        "e1,Ruritania cancels a parade,occurred,parade,Ruritania", "e1,Mine,occurred,parade,Mine"
    )


def test_a_row_that_is_gone_becomes_a_new_one(small):
    """Who changed a row that somebody else deleted can still save it."""
    small.choose("events", 2)
    small.fill(title="Mine")
    (small.folder / "events.csv").write_text(
        EVENTS.replace("e1,Ruritania", "e9,Ruritania"), encoding="utf-8"
    )
    small.press("Save")
    small.press("Read again")
    assert "The row is gone from the file; it would be a new one." in small.said
    small.press("Save")
    assert small.text("events").splitlines()[2] == "e1,Mine,occurred,parade,Ruritania"


def test_what_was_typed_stays_when_another_row_is_looked_at(campaign):
    """Whoever comes back to a row or table finds there what they had not saved."""
    campaign.fill(title="Half a title", initiators="")
    campaign.choose("events", 3)
    campaign.fill(place="Moscow")
    campaign.choose("actors")
    campaign.choose("events", 3)
    assert campaign.field("place").value == "Moscow"
    assert "What you typed here before and did not save is back." in campaign.said
    campaign.field("row").value = 0
    assert campaign.field("title *").value == "Half a title"


def test_a_table_that_cannot_be_edited_is_told_and_the_others_can(small):
    """A file of semicolons is not guessed at; its fields are not shown."""
    (small.folder / "claims.csv").write_text("claim_id;text;kind\n", encoding="utf-8")
    small.choose("claims")
    assert "claims.csv cannot be edited as it stands: the cells are separated" in small.said
    assert small.buttons == []
    small.choose("events", 2)
    assert small.field("title *").value == "Ruritania holds a parade"


def test_an_unexpected_error_is_shown_in_the_form(small, monkeypatch):
    """An error of dateline's own is never only in a log, and what was typed is kept."""

    def fail(*_, **__):
        raise RuntimeError("<b>odd</b>")

    monkeypatch.setattr("dateline.form.panel.tried", fail)
    small.fill(**PARADE)
    small.press("Save")
    assert "dateline met an error of its own: RuntimeError: &lt;b&gt;odd&lt;/b&gt;" in small.said
    assert "What you typed is still here." in small.said
    assert small.field("title *").value == "Ruritania ends it"
    monkeypatch.setattr("dateline.form.inputs.reading", fail)
    small.fill(when="2023")
    assert "RuntimeError" in small.said


def test_text_of_a_case_is_never_html(tmp_path):
    """Whatever stands in a cell, a column's name or a file is shown as it is."""
    evil = "<img src=x onerror=alert(1)>"
    text = f"event_id,title,status,kind,lane,{evil}\ne1,{evil},{evil},{evil},{evil},{evil}\n"
    (tmp_path / "events.csv").write_text(text, encoding="utf-8")
    form = Driver(tmp_path)
    form.choose("events", 2)
    form.fill(when=evil, title=evil + "!")
    form.press("Save")
    assert "&lt;img" in form.said
    for widget in walk(form.box):
        if isinstance(widget, widgets.HTML):
            assert "<img" not in widget.value
        assert not getattr(widget, "description_allow_html", False)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    """The error names the folder and where it was looked for."""
    with pytest.raises(EditError) as caught:
        edit_case(tmp_path / "nowhere")
    assert str(caught.value) == f"there is no such folder; looked for {tmp_path / 'nowhere'}"


def test_a_long_table_offers_some_rows_and_finds_all(tmp_path):
    """A list of 10,000 rows would be slow: words find what it does not offer."""
    lines = [f"e{n},Event {n},occurred,parade,Lane" for n in range(500)]
    text = "\n".join([EVENTS.splitlines()[0], *lines, ""])
    (tmp_path / "events.csv").write_text(text, encoding="utf-8")
    form = Driver(tmp_path)
    assert len(form.shown("row")) == 201
    form.field("find").value = "e499"
    assert form.shown("row") == ["a new row", "row 501: Event 499 — e499"]


def test_old_fields_are_closed(small):
    """Going from row to row leaves no widgets behind."""
    old = [it for it in walk(small.box) if isinstance(it, widgets.Text)]
    small.choose("events", 2)
    assert [it.comm is None for it in old if it.description == "title *"] == [True]


def test_what_was_typed_can_be_forgotten(small):
    """“Discard” brings back the row as the file has it, or an empty new row, and writes nothing."""
    before = small.text("events")
    small.choose("events", row=2)
    small.fill(title="Something else")
    small.press("Discard")
    assert small.field("title *").value == "Ruritania holds a parade"
    assert "is forgotten" in small.said
    small.choose("events", row=0)
    small.fill(**PARADE)
    small.press("Discard")
    assert small.field("title *").value == ""
    small.choose("events", row=2)
    small.choose("events", row=0)
    assert (small.said, small.field("title *").value) == ("", "")
    assert small.text("events") == before


def test_a_list_of_ids_is_not_explained_as_the_file_writes_it():
    """Where ids are added one by one, the help does not tell what separates them in the file."""
    events = {field.name: field.help for field in fields_of("events", [])}
    assert events["initiators"] == "Actors who did it."
    assert "separated" in {field.name: field.help for field in fields_of("actors", [])}["aliases"]
