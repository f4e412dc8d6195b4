"""One page of a case: what is written, and what belongs to what in it."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from dateline import Case, FrameError, events_frame, read_case
from dateline.citations import linked_citations
from dateline.cli import main
from dateline.index import index_of
from dateline.index.reading import blocks_of
from dateline.network import linked_network
from dateline.read import About, read_about
from dateline.share.document import asset
from dateline.share.page import PageError, save_page
from dateline.share.page_body import page
from dateline.share.page_panels import panels_of
from dateline.timeline import linked_timeline

CASES = Path(__file__).parent / "cases"


@pytest.fixture(scope="module")
def written(case, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "case.html"
    save_page(case, path)
    return path


@pytest.fixture(scope="module")
def html(written):
    return written.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data(html):
    return data_in(html)


@pytest.fixture(scope="module")
def index(case):
    return index_of(case, blocks_of(case))


def data_in(html):
    return json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])


class Rows(HTMLParser):
    """The texts of the cells of one section's table, row by row."""

    def __init__(self, section):
        super().__init__()
        self.section, self.inside, self.rows = section, False, []

    def handle_starttag(self, tag, attrs):
        if tag == "section":
            self.inside = dict(attrs)["id"] == self.section
        elif tag == "button":
            self.inside = False
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.inside = self.inside and tag != "section"

    def handle_data(self, data):
        if self.inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def rows_of(html, section):
    parser = Rows(section)
    parser.feed(html)
    return [[cell.strip() for cell in row] for row in parser.rows]


# -- what belongs to what ----------------------------------------------------------------------


def test_a_panel_tells_the_date_in_words_in_edtf_and_as_the_source_has_it(case, index):
    """An event's panel has its date three times, its status, and on whose word it rests."""
    facts = {label: text for label, _, text in panels_of(case, index, [])["event e-call"].facts}
    assert facts["When"] == "26 May 2023"
    assert facts["EDTF"] == "2023-05-26"
    assert facts["In the source’s words"] == "“on May 26”"
    assert facts["Status"] == "occurred"
    assert facts["Rests on"].startswith("5 mentions, 1 source, 2 origins: ")


def test_a_panel_tells_how_claims_bear_on_one_another(case, index):
    """A claim's panel names the claims that it refutes, and those that refute it."""
    panels = panels_of(case, index, [])
    assert ("Refutes", ["claim c-openness"], "") in panels["claim c-no-interest"].facts
    assert ("Refuted by", ["claim c-no-interest"], "") in panels["claim c-openness"].facts


# -- figures -----------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [348, 640])
@pytest.mark.parametrize("which", ["timeline", "network", "citations"])
def test_every_point_of_a_linked_trace_knows_what_it_stands_for(case, which, width):
    """A trace has keys for all its points or for none, and a shape for each of its shapes."""
    linked = {
        "timeline": lambda: linked_timeline(case.events, case=case, width=width),
        "network": lambda: linked_network(case.events, case=case, width=width),
        "citations": lambda: linked_citations(case.mentions, case=case, width=width),
    }[which]()
    assert len(linked.points) == len(linked.figure.data)
    for trace, points in zip(linked.figure.data, linked.points, strict=True):
        assert len(points) in (0, len(trace.x))
        assert all(points)
    assert which == "timeline" or len(linked.shapes) == len(linked.figure.layout.shapes)
    assert not linked.figure.layout.sliders
    assert not linked.figure.layout.updatemenus


def test_labels_of_a_linked_timeline_stand_for_their_events(case):
    """The keys of a label are those of the event whose title it is."""
    linked = linked_timeline(case.events, case=case, width=2000)
    titles = dict(zip(case.events["event_id"], case.events["title"], strict=True))
    found = {}
    for trace, points in zip(linked.figure.data, linked.points, strict=True):
        if trace.type == "scatter" and trace.mode == "text":
            found |= {
                key.split(" ")[1]: text for text, (key,) in zip(trace.text, points, strict=True)
            }
    assert found.keys() == titles.keys()
    for event, text in found.items():
        assert titles[event] in text


def test_badges_of_a_linked_citation_network_stand_for_all_their_hops(case):
    """A badge's number is how many mentions it stands for."""
    linked = linked_citations(case.mentions, case=case, width=640)
    badges = [
        (int(text), len(keys))
        for trace, points in zip(linked.figure.data, linked.points, strict=True)
        if trace.mode == "markers+text"
        for text, keys in zip(trace.text, points, strict=True)
    ]
    assert sum(count for count, _ in badges) == len(case.mentions)
    assert all(count == keys for count, keys in badges)


# -- the file ----------------------------------------------------------------------------------


def test_the_same_case_gives_the_same_bytes(case, written, tmp_path):
    """A page written twice is the same, and small enough to send."""
    again = tmp_path / "again.html"
    save_page(case, again)
    assert again.read_bytes() == written.read_bytes()
    assert again.stat().st_size <= 5_500_000


def test_the_policy_allows_the_pages_own_scripts_by_hash(html):
    """Nothing but the scripts in the page may run, and nothing may be fetched."""
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)[1]
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digests = [b64encode(sha256(it.encode()).digest()).decode() for it in scripts]
    allowed = re.search(r"script-src ([^;]*)", policy)[1].split()
    assert len(scripts) == 2
    assert allowed == [f"'sha256-{digest}'" for digest in digests]
    assert "default-src 'none'" in policy


def test_the_script_is_small_and_puts_nothing_in_as_markup():
    """The page's own script has at most 600 lines and no way to run a text."""
    script = asset("page.js")
    assert len(script.splitlines()) <= 600
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "eval(",
        "Function(",
        "document.write",
    ):
        assert word not in script


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(theme):
    """Every colour of words has a contrast of 4.5 : 1 on every ground (WCAG 2.1, 1.4.3)."""
    blocks = re.findall(r":root \{(.*?)\}", asset("page.css"), re.DOTALL)
    colours = dict(re.findall(r"--(\w+): (#\w{6})", blocks[theme == "dark"]))
    for words in ("ink", "quiet", "accent"):
        for ground in ("paper", "ground", "mark"):
            light, dark = sorted(map(luminance, (colours[words], colours[ground])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (words, ground)


def luminance(colour):
    """Return the relative luminance of a colour, as WCAG 2.1 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [it / 12.92 if it <= 0.03928 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return sum(weight * it for weight, it in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_page_says_what_the_case_is(html, case):
    """Title, description and licence are those of datapackage.json, with words of caution."""
    assert f"<title>{case.about.title}</title>" in html
    assert "retells a report of the Institute for the Study of War" in html
    link = '<a href="https://creativecommons.org/licenses/by/4.0/" rel="noopener noreferrer">'
    assert link in html
    assert "this page takes no side" in html
    assert "mentions and events in this corpus, not influence" in html


def test_the_tables_hold_all_rows(html, case):
    """Each event, claim, actor and mention has its row, in words."""
    counts = {name: len(rows_of(html, name)) - 1 for name in ("events", "claims", "actors")}
    assert counts == {"events": 11, "claims": 18, "actors": 17}
    assert len(rows_of(html, "mentions")) - 1 == len(case.mentions)
    assert [
        "Putin and Lula speak by telephone",
        "26 May 20232023-05-26 · “on May 26”",
        "occurred",
        "Kremlin",
        "Vladimir Putin",
        "Luiz Inacio Lula da Silva",
        "5",
    ] in rows_of(html, "events")
    assert [
        "The Kremlin is ready to negotiate with Ukraine.",
        "ISW's analysts",
        "Kremlin",
        "certain",
        "",
        "",
        "s5, News item about a report of the Institute for the Study of War",
    ] in rows_of(html, "mentions")


def test_what_can_be_chosen_is_a_link_to_itself(html, data):
    """Each link that chooses something names it in its address, and has its number."""
    picks = re.findall(r'href="#(\w+)=([^"]*)" data-pick="(\d+)"', html)
    assert len(picks) > 100
    assert {data["keys"][int(number)] for _, _, number in picks} == {
        f"{kind} {id}" for kind, id, _ in picks
    }


def test_figures_have_their_description_as_their_name(html):
    """Each figure is an image whose name is its description in words."""
    names = re.findall(r'role="img" aria-label="([^"]*)"', html)
    assert [name.split(" ")[0] for name in names] == ["Timeline", "Network", "Network"]


def test_only_web_addresses_become_links(ferry):
    """A source's address is a link where it is http or https, and text where it is not."""
    urls = ["https://example.org/a", "javascript:alert(1)", "data:text/html,x", "//example.org"]
    found = data_in(page(replace(ferry, sources=ferry.sources.assign(url=urls))).decode())
    facts = [fact for panel in found["panels"] if panel for fact in panel["facts"]]
    addresses = [(it["text"], "link" in it) for it in facts if it["label"] == "Address"]
    assert sorted(addresses) == [(url, url == urls[0]) for url in sorted(urls)]


def test_a_case_of_events_alone_has_a_page_that_says_what_is_missing():
    """Without other tables there are a timeline and a table, and a line on what is not there."""
    html = page(read_case(CASES / "sound-events-only")).decode()
    assert re.findall(r'<section id="(\w+)"', html) == ["timeline", "events"]
    assert "no mentions.csv, so nothing tells who says so" in html
    assert "no reading.md, so there is no reading text" in html
    assert "of no source with mentions is it known by which day it had appeared" in html


def test_a_case_made_by_hand_has_a_page_too():
    """Ids stand for names, an empty title for none, and nothing needs a folder."""
    events = events_frame(pd.DataFrame({"event_id": ["e1"], "title": ["A"], "initiators": ["x"]}))
    html = page(Case(events=events)).decode()
    assert rows_of(html, "actors")[1] == ["x", "", "", "1", "0"]
    assert "<title>Who said or did what, when, and on whose word</title>" in html


def test_events_that_the_timeline_counts_are_said_to_be_in_the_table(many):
    """Where the timeline counts events, the page says how many have no mark of their own."""
    _, case = many(2000)
    html = page(case).decode()
    assert re.search(r"1,\d{3} events of 2,000 have no mark of their own here", html)
    assert len(rows_of(html, "events")) == 2001


# -- reading text and dates --------------------------------------------------------------------


def test_what_a_folder_says_of_itself(tmp_path):
    """Without datapackage.json a case is called by its folder; all else is empty."""
    assert read_about(tmp_path) == About(title=tmp_path.name)
    (tmp_path / "datapackage.json").write_text('{"licenses": [7], "title": 3}', encoding="utf-8")
    (tmp_path / "reading.md").write_bytes(b"1. caf\xe9")
    assert read_about(tmp_path) == About(title=tmp_path.name, reading="1. caf\ufffd")


# -- errors and the command --------------------------------------------------------------------


def test_errors_say_what_to_write_instead(case, tmp_path):
    """What is no case, a folder, and a folder that is not there are refused with words."""
    with pytest.raises(FrameError, match="save_page needs a case as read_case returns it, not a"):
        save_page("data/negotiations-2023", tmp_path / "a.html")
    with pytest.raises(PageError, match=r"is a folder; name a file in it, as in .*case\.html"):
        save_page(case, tmp_path)
    with pytest.raises(PageError, match=r"there is no folder .*absent; make it first"):
        save_page(case, tmp_path / "absent" / "a.html")


def test_a_page_that_cannot_be_written_leaves_the_old_one(ferry, tmp_path, monkeypatch):
    """Where the disk is full, the old file stays and nothing lies beside it."""
    path = tmp_path / "case.html"
    path.write_text("old", encoding="utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PageError, match="cannot be written: No space left on device"):
        save_page(ferry, path)
    assert [it.name for it in tmp_path.iterdir()] == ["case.html"]
    assert path.read_text(encoding="utf-8") == "old"


def test_the_command_writes_the_same_page(root, written, tmp_path):
    """`dateline page` writes what `save_page` writes, and says where."""
    out = tmp_path / "case.html"
    folder = root / "data" / "negotiations-2023"
    result = CliRunner().invoke(main, ["page", str(folder), "--out", str(out)])
    assert result.exit_code == 0
    assert result.output == f"{out} is written (5.1 MB); open it in any browser\n"
    assert out.read_bytes() == written.read_bytes()


def test_the_command_tells_every_problem_of_an_unsound_case(tmp_path):
    """A case that is not sound has no page, and its problems are printed as by check."""
    out = tmp_path / "case.html"
    result = CliRunner().invoke(
        main, ["page", str(CASES / "sources-url-not-http"), "--out", str(out)]
    )
    assert result.exit_code == 1
    assert "sources.csv, row 2, column url" in result.output
    assert result.output.endswith("sources-url-not-http has 1 problem\n")
    assert not out.exists()


def test_the_command_refuses_a_folder_as_file(root, tmp_path):
    """A file that is a folder is refused in one line."""
    folder = root / "notebooks" / "made-up-ferry"
    result = CliRunner().invoke(main, ["page", str(folder), "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {tmp_path} is a folder; name a file in it")
