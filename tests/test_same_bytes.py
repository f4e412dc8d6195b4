"""What a view draws does not depend on the machine."""

import os
import subprocess
import sys

FIGURES = """
import locale, sys
import dateline
locale.setlocale(locale.LC_ALL, "")
case = dateline.read_case(sys.argv[1])
figures = [
    dateline.timeline(case.events, case=case),
    dateline.two_clocks(case.mentions, case=case),
    dateline.order_chart(case.events, case=case),
    dateline.actor_network(case.events, case=case),
    dateline.actor_network(case.events, case=case, level="state", ego="Putin", width=390),
    dateline.citation_network(case.mentions, case=case),
    dateline.face_to_face(case.claims, case=case),
]
for figure in figures:
    sys.stdout.buffer.write(figure.to_json().encode() + b"\\n")
"""
LOCALES = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout  # noqa: S607


def test_figures_are_the_same_to_the_byte_everywhere(root):
    """Hash seed, time zone and locale of the machine leave no trace in any view."""
    # A locale with other months, a decimal comma and another capital of i, where there is one.
    turkish = [name for name in LOCALES.split() if name.startswith("tr_TR")]
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Kathmandu", "LC_ALL": [*turkish, "C.UTF-8"][0]},
    ]
    drawn = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", FIGURES, root / "data" / "negotiations-2023"],
            env=os.environ | setting,
            capture_output=True,
            check=True,
        ).stdout
        for setting in surroundings
    }
    assert [output.count(b"\n") for output in drawn] == [7]
