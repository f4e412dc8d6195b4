"""What a browser does in the live view of the bundled case, and what it sees there."""

from playwright.sync_api import expect

PATIENCE = 60_000
"""Milliseconds that a busy machine may take for one step."""
PLOT = ".dateline-explore .js-plotly-plot"
STATUS = ".dateline-explore [role=status]"
ERROR = ".dateline-explore [role=alert]"
STILL = ".jp-OutputArea-child:has(+ .jp-OutputArea-child .dateline-explore)"
"""The figure that stands for the widget where no kernel runs."""
CALL, ARRIVAL = "Putin and Lula speak by telephone", "Li Hui arrives in Moscow"

AT = """([text, isLeft]) => {
    const plot = document.querySelector(".dateline-explore .js-plotly-plot");
    const { left, top } = plot.getBoundingClientRect();
    const axis = name => plot._fullLayout[name.replace(/^./, "$&axis")];
    for (const points of plot.calcdata) {
        const { trace } = points[0];
        const at = [trace.hovertext ?? []].flat().findIndex(words => words?.includes(`<b>${text}`));
        const [x, y] = [axis(trace.xaxis), axis(trace.yaxis)];
        if (at < 0 || x.domain[0] < 0.5 !== isLeft) continue;
        const { p0, p1, s0, s1 } = points[at];
        const isBar = trace.type === "bar";
        const across = isBar ? (s0 + s1) / 2 : points[at].x;
        const down = isBar ? (p0 + p1) / 2 : points[at].y;
        // A mark that is in full is not in the faint trace, and the other way round.
        if (down === undefined || isNaN(down)) continue;
        return [left + x._offset + x.c2p(across), top + y._offset + y.c2p(down)];
    }
}"""
"""The middle, in the window, of the mark whose card begins so, in the left or right half."""
FITS = """() => {
    const plot = document.querySelector(".dateline-explore .js-plotly-plot");
    const room = document.querySelector(".dateline-explore").clientWidth;
    const { width, xaxis4 } = plot._fullLayout;
    const isBelow = xaxis4?.domain[0] < 0.2;
    return Math.abs(width - room) <= 40 && isBelow === room < 900 && plot._fullData.length > 0;
}"""
"""Whether the figure is as wide as there is room, the network below where that is little."""
LIT = """() => {
    const plot = document.querySelector(".dateline-explore .js-plotly-plot");
    const last = Object.keys(plot._fullLayout).filter(name => /^xaxis/.test(name)).length;
    const found = { timeline: [], network: [], chain: [] };
    for (const trace of plot._fullData) {
        if (trace.opacity !== 1 || !(trace.mode ?? "").includes("text")) continue;
        const axis = plot._fullLayout["xaxis" + trace.xaxis.slice(1)];
        const right = axis.domain[0] > 0.5 ? "network" : "timeline";
        const panel = found[trace.xaxis === `x${last}` ? "chain" : right];
        for (const [at, text] of [trace.text].flat().entries())
            if (/[a-z]/.test(text) && trace.y[at] !== null && !isNaN(trace.y[at]))
                panel.push(text.replaceAll("<br>", " ").replaceAll(/<[^>]*>/g, "").slice(0, 50));
    }
    return JSON.stringify(Object.values(found).map(texts => texts.sort()));
}"""
"""How the names and titles begin that are seen in full: of the timeline, the network, the chain."""


def says(page, words):
    """Wait until the widget says so much is shown, or what is chosen."""
    expect(page.locator(STATUS)).to_contain_text(words, timeout=PATIENCE)


def point_at(page, text, *, left):
    """Move the pointer to a mark, and wait for its card; return where that is."""
    card = page.locator(".hoverlayer .hovertext").first
    # A figure that is drawn anew meanwhile takes its card away: then the pointer moves again.
    for patience in (2_000, 2_000, PATIENCE):
        x, y = page.wait_for_function(AT, arg=[text, left]).json_value()
        page.mouse.move(x + 150, y - 5)
        page.mouse.move(x, y)
        try:
            expect(card).to_contain_text(text[:20], timeout=patience)
            break
        except AssertionError:
            if patience == PATIENCE:
                raise
    return x, y


def click(page, text, *, left):
    page.mouse.click(*point_at(page, text, left=left))


def lasso(page, text, *, reach):
    """Draw a lasso around a mark in the right half."""
    page.locator(f"{PLOT} .modebar-btn[data-val=lasso]").click()
    x, y = page.evaluate(AT, [text, False])
    page.mouse.move(x - reach, y - reach)
    page.mouse.down()
    for across, down in ((reach, -reach), (reach, reach), (-reach, reach), (-reach, -reach)):
        page.mouse.move(x + across, y + down, steps=4)
    page.mouse.up()


def sees(page, timeline, network, chain):
    """Wait until exactly these names and titles are seen in full."""
    wanted = "[" + ",".join(_json(texts) for texts in (timeline, network, chain)) + "]"
    page.wait_for_function(f"wanted => ({LIT})() === wanted", arg=wanted, timeout=PATIENCE)


def _json(texts):
    return "[" + ",".join(f'"{text[:50]}"' for text in sorted(texts)) + "]"


def walk(page):
    """Click: all views follow."""
    says(page, "11 of 11 events")
    expect(page.locator(STILL)).to_have_count(1)
    expect(page.locator(STILL)).to_be_hidden(timeout=PATIENCE)
    page.wait_for_function(FITS, timeout=PATIENCE)
    click(page, CALL, left=True)
    says(page, f"In full: 1 of 11 events, 4 of 18 claims, 5 of 79 mentions. Chosen: {CALL}.")
    hops = ["Institute for the Study of War", "ISW's analysts", "Kremlin", "Unnamed news outlet"]
    document = "News item about a report of the Institute for the Study of War"
    sees(page, [CALL], ["Luiz Inacio Lula da Silva", "Vladimir Putin", "call"], [*hops, document])
    heads = [f"Who says so: {CALL}", "Events", "Claims", "The same in pandas"]
    expect(page.locator(".dateline-explore h4")).to_have_text(heads)
    for table, rows in enumerate((5, 1, 4)):
        body = page.locator(".dateline-explore table").nth(table).locator("tbody tr")
        expect(body).to_have_count(rows)


def reset(page):
    page.get_by_role("button", name="Reset", exact=True).click()
    says(page, "11 of 11 events")


def by_keyboard(page):
    """Choose the first event of the menu, with nothing but keys."""
    page.get_by_role("combobox", name="Actor").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    says(page, "Chosen: Information campaign likely being revived.")


def mistake(page):
    """Write a date that is none, then one that is."""
    first = page.locator(".dateline-explore").get_by_label("From")
    first.fill("yesterday")
    first.press("Enter")
    expect(page.locator(ERROR)).to_contain_text("from: 'yesterday' names", timeout=PATIENCE)
    first.fill("2023-05-28")
    first.press("Enter")
    says(page, "In full: 1 of 11 events")
    expect(page.locator(ERROR)).to_have_count(0)
    reset(page)
