"""Keys for the controls: JupyterLab would take them for its own wherever no text is written."""

from __future__ import annotations

import anywidget

_LISTEN = """
function render({ el }) {
    const listen = () => {
        const own = el.closest(".dateline-explore");
        if (!own) return void requestAnimationFrame(listen);
        own.addEventListener("focusin", ({ target }) => {
            if (target.matches("select")) target.dataset.lmSuppressShortcuts = "true";
        });
    };
    listen();
}
export default { render };
"""


class Keys(anywidget.AnyWidget):
    """Leaves to a menu that has the focus its arrows and letters; it shows nothing itself.

    In a notebook an arrow moves to the next cell and an A adds one, also while a menu is chosen
    from; an attribute that Lumino, JupyterLab's toolkit, looks for says otherwise.
    """

    _esm = _LISTEN

    def __init__(self) -> None:
        super().__init__(layout={"display": "none"})
