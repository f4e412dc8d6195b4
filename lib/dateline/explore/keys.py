"""What only the browser knows or can do: how much room there is, and whose the keys are."""

from __future__ import annotations

import anywidget
import traitlets

_LISTEN = """
function render({ model, el }) {
    const listen = () => {
        const own = el.closest(".dateline-explore");
        if (!own) return void requestAnimationFrame(listen);
        own.addEventListener("focusin", ({ target }) => {
            if (target.matches("select")) target.dataset.lmSuppressShortcuts = "true";
        });
        let later, left;
        const tell = () => {
            const room = own.clientWidth;
            if (!room || model.get("heard") === room || left-- === 0) return;
            model.set("room", 0);  // Else what was said before, and lost, is not said again.
            model.set("room", room);
            model.save_changes();
            later = setTimeout(tell, 2000);
        };
        new ResizeObserver(() => {
            clearTimeout(later);
            left = 30;
            later = setTimeout(tell, 200);
        }).observe(own);
    };
    listen();
}
export default { render };
"""


class Keys(anywidget.AnyWidget):
    """Leaves to a menu that has the focus its arrows and letters, and measures the widget.

    It shows nothing itself.

    In a notebook an arrow moves to the next cell and an A adds one, also while a menu is chosen
    from; an attribute that Lumino, JupyterLab's toolkit, looks for says otherwise.

    Attributes
    ----------
    room : int
        The px that the widget has from left to right; 0: not yet known.
    heard : int
        The last that the kernel was told: before it is connected, messages are lost.
    """

    _esm = _LISTEN
    room: traitlets.Int[int, int] = traitlets.Int(0).tag(sync=True)
    heard: traitlets.Int[int, int] = traitlets.Int(0).tag(sync=True)

    def __init__(self) -> None:
        super().__init__(layout={"display": "none"})

    @traitlets.observe("room")
    def _hear(self, change: dict[str, int]) -> None:
        self.heard = change["new"]
