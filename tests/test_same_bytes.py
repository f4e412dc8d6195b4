"""What a view draws does not depend on the machine."""

import os
import subprocess
import sys
from pathlib import Path

import dateline

SCRIPT = """
import locale, sys
sys.path.insert(0, sys.argv[1])
from test_same_bytes import drawn
locale.setlocale(locale.LC_ALL, "")
sys.stdout.buffer.write(drawn(sys.argv[2]))
"""
LOCALES = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout  # noqa: S607


def drawn(folder):
    """Return every view of a case, in bytes."""
    case = dateline.read_case(folder)
    figures = [
        dateline.timeline(case.events, case=case),
        dateline.two_clocks(case.mentions, case=case),
        dateline.order_chart(case.events, case=case),
        dateline.actor_network(case.events, case=case),
        dateline.actor_network(case.events, case=case, level="state", ego="Putin", width=390),
        dateline.citation_network(case.mentions, case=case),
        dateline.face_to_face(case.claims, case=case),
    ]
    return b"\n".join(figure.to_json().encode() for figure in figures)


def test_figures_are_the_same_to_the_byte_everywhere(root):
    """Hash seed, time zone and locale of the machine leave no trace in any view."""
    folder = str(root / "data" / "negotiations-2023")
    # A locale with other months, a decimal comma and another capital of i, where there is one.
    turkish = [name for name in LOCALES.split() if name.startswith("tr_TR")]
    other = {"PYTHONHASHSEED": "2", "TZ": "Asia/Kathmandu", "LC_ALL": [*turkish, "C.UTF-8"][0]}
    elsewhere = subprocess.run(  # noqa: S603
        [sys.executable, "-c", SCRIPT, Path(__file__).parent, folder],
        env=os.environ | other,
        capture_output=True,
        check=True,
    ).stdout
    assert elsewhere == drawn(folder)
    assert elsewhere.count(b"\n") == 6
