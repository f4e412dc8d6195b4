"""A `FigureWidget` that follows also where a browser takes long to read Plotly's code."""

from __future__ import annotations

import plotly.graph_objects as go
import traitlets

_READ_LATER = """
export default () => {
    const told = [], deaf = [];
    let figure;
    const read = async model => {
        const code = new Blob([model.get("_code")], { type: "text/javascript" });
        const address = URL.createObjectURL(code);
        const made = (await import(address)).default();
        URL.revokeObjectURL(address);
        for (const stop of deaf) stop();
        await made.initialize({ model });
        for (const [name, words] of told) {
            model.set(name, null);  // Else what it still holds would be no news.
            model.set(name, words);
        }
        return made;
    };
    return {
        initialize({ model }) {
            for (const name of model.get("_heard")) {
                const hear = () => told.push([name, model.get(name)]);
                model.on(`change:${name}`, hear);
                deaf.push(() => model.off(`change:${name}`, hear));
            }
        },
        async render({ model, el }) {
            figure ??= read(model);
            return (await figure).render({ model, el });
        },
    };
};
"""
"""Reads Plotly's code when it is first shown, and says again what the kernel said until then."""


class LiveFigure(go.FigureWidget):  # type: ignore[misc]  # Plotly's widgets have no types
    """A figure widget whose code is read after it was made.

    anywidget 0.11 gives a widget two seconds to be made; what takes longer is drawn, but gets no
    message any more. To read the 5 MB of Plotly may take longer in a slow or busy browser.
    """

    _esm = _READ_LATER
    _code = traitlets.Unicode().tag(sync=True)
    _heard: traitlets.List[str] = traitlets.List().tag(sync=True)

    @traitlets.default("_code")
    def _plotly(self) -> str:
        return str(go.FigureWidget._esm)

    @traitlets.default("_heard")
    def _said_by_the_kernel(self) -> list[str]:
        return sorted(name for name in self.traits() if name.startswith("_py2js_"))
