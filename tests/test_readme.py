"""README says what is so."""

import re

import pytest

from dateline import exercises, parse_dates, terms, timeline


@pytest.fixture(scope="module")
def readme(root):
    return (root / "README.md").read_text(encoding="utf-8")


def test_two_commands(readme, root):
    """README has exactly two lines to copy that set everything up, and .ci/run finds the second."""
    commands = re.findall(r"^python3 -m venv .*$", readme, flags=re.MULTILINE)
    assert [command.split("/")[-1].split()[0] for command in commands] == [
        "00_start_here.ipynb",
        "python",
    ]
    pattern = re.search(r"sed -n 's/\^\\\((.*)\\\)\$/", (root / ".ci" / "run").read_text())
    assert re.findall(rf"^{pattern[1]}$", readme, flags=re.MULTILINE) == [commands[1]]


def test_picture_is_described_as_the_figure_is(readme, case):
    """The picture's alternative text is the one that the library makes for the bundled case."""
    alt = timeline(case.events, case=case).layout.meta["alt"]
    assert f"![{alt}](notebooks/pictures/timeline.png)" in readme


def test_links_lead_somewhere(readme, root):
    """Every relative link in README points to a file or folder of the repository."""
    links = re.findall(r"\]\((?!https?:)([^)]+)\)", readme)
    assert [link for link in links if not (root / link).exists()] == []


def test_notebooks_are_listed(readme, root):
    """README lists every notebook, in order."""
    listed = re.findall(r"^\| \[(\w+)\]\(notebooks/\1\.ipynb\)", readme, flags=re.MULTILINE)
    assert listed == sorted(path.stem for path in (root / "notebooks").glob("*.ipynb"))


def test_tables_are_described_as_the_schemas_are(readme):
    """README names every table with the columns that it requires."""
    rows = re.findall(r"^\| `(\w+)\.csv` \| [^|]+ \| ([^|]+) \|$", readme, flags=re.MULTILINE)
    assert {table: tuple(columns.split(", ")) for table, columns in rows} == {
        table: terms.required(table) for table in terms.TABLES
    }


def test_vocabularies_are_listed_as_the_schemas_have_them(readme):
    """README lists the words to choose from of every column that has a vocabulary."""
    rows = re.findall(r"^\| (\w+: \w+) \| (.+) \|$", readme, flags=re.MULTILINE)
    assert dict(rows) == {
        f"{table}: {column}": ", ".join(terms.allowed(table, column))
        for table in terms.TABLES
        for column in terms.columns(table)
        if terms.allowed(table, column)
    }


def test_dates_to_write_are_dates(readme):
    """Every form of a date that README recommends can be read."""
    section = readme.split("| write | for |")[1].split("\n\n")[0]
    written = re.findall(r"`([^`]+)`", section)
    assert len(written) > 8
    assert parse_dates(written)["problem"].isna().all()


def test_exercises_are_read_as_they_stand(readme, tmp_path):
    """The exercises that README writes by hand can be asked."""
    [text] = re.findall(r"^```toml\n(.*?)^```$", readme, flags=re.DOTALL | re.MULTILINE)
    (tmp_path / "exercises.toml").write_text(text, encoding="utf-8")
    asked = exercises.read(tmp_path / "exercises.toml")
    assert {id: it.kind for id, it in asked.items()} == {"sold": "single", "order": "ordering"}
