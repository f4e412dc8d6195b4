"""A figure in JupyterLab or Voilà also follows where its code was long in being read."""

import plotly.graph_objects as go
import pytest

from dateline.explore.live_figure import LiveFigure

LATE = """
await new Promise(done => { globalThis.read = done; });
export default () => ({
    initialize({ model }) {
        model.on("change:_py2js_restyle", () => globalThis.heard.push(model.get("_py2js_restyle")));
    },
    render({ el }) { el.textContent = "drawn"; return () => { el.textContent = ""; }; },
});
"""
"""Stands for Plotly's code; it is read when the test says so."""
TRY = """async ([code, late, heard]) => {
    class Model {
        held = { _code: late, _heard: heard };
        listeners = [];
        get(name) { return this.held[name]; }
        set(name, value) {
            if (this.held[name] === value) return;
            this.held[name] = value;
            for (const [event, call] of [...this.listeners]) if (event === `change:${name}`) call();
        }
        on(event, call) { this.listeners.push([event, call]); }
        off(event, call) {
            this.listeners = this.listeners.filter(it => it[0] !== event || it[1] !== call);
        }
    }
    globalThis.heard = [];
    const module = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const widget = (await import(module)).default();
    const model = new Model(), el = document.createElement("div");
    widget.initialize({ model });
    const rendered = widget.render({ model, el });
    const say = words => model.set("_py2js_restyle", words);
    for (const words of ["first", null, "second", null, "third"]) say(words);
    while (!globalThis.read) await new Promise(done => setTimeout(done, 5));
    const before = [el.textContent, [...globalThis.heard]];
    globalThis.read();
    const clear = await rendered;
    say(null);
    say("fourth");
    const after = [el.textContent, globalThis.heard.filter(words => words !== null)];
    clear();
    return [before, after, el.textContent, model.listeners.length];
}"""


@pytest.mark.browser
def test_what_was_said_too_early_is_heard(browser):
    """What the kernel says while the code is read is done in its order once it was read."""
    page = browser.new_page()
    heard = LiveFigure()._heard
    before, after, cleared, listeners = page.evaluate(TRY, [LiveFigure._esm, LATE, heard])
    page.close()
    assert before == ["", []]
    assert after == ["drawn", ["first", "second", "third", "fourth"]]
    assert (cleared, listeners) == ("", 1)


def test_it_brings_plotlys_own_code():
    """It reads Plotly's code as installed, and hears all messages that a figure has."""
    figure = LiveFigure({"x": [1], "y": [2]})
    assert figure._code == str(go.FigureWidget._esm)
    assert len(LiveFigure._esm) < 3_000
    named = {name for name in go.FigureWidget().traits() if name.startswith("_py2js_")}
    assert {*figure._heard} == named
    assert len(named) >= 8
