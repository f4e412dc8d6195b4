"""The public names, and nothing else."""

import inspect
import subprocess
import sys

import dateline


def test_public_names():
    """The package offers exactly these names."""
    assert sorted(dateline.__all__) == [
        "Case",
        "CaseError",
        "DateError",
        "DatelineError",
        "FrameError",
        "Look",
        "actor_network",
        "check_case",
        "citation_network",
        "citation_table",
        "edit_case",
        "events_frame",
        "explore",
        "face_to_face",
        "face_to_face_table",
        "network_tables",
        "order",
        "order_chart",
        "origins",
        "parse_dates",
        "read_case",
        "save_network",
        "save_page",
        "timeline",
        "timeline_legend",
        "timeline_table",
        "two_clocks",
        "who_says",
    ]


def test_every_public_name_is_documented():
    """Each public function says what it takes, returns and raises."""
    for name in dateline.__all__:
        documented = inspect.getdoc(getattr(dateline, name))
        assert documented, name
        if inspect.isfunction(getattr(dateline, name)):
            assert "Parameters\n-" in documented, name
            assert "Returns\n-" in documented, name


def test_every_parameter_but_the_first_is_keyword_only():
    """A call reads without knowing an order; only a path or an id may follow a frame."""
    for name in dateline.__all__:
        public = getattr(dateline, name)
        if inspect.isfunction(public):
            parameters = [*inspect.signature(public).parameters.values()]
            kinds = {it.kind for it in parameters[1:] if it.name not in ("path", "id")}
            assert kinds <= {inspect.Parameter.KEYWORD_ONLY}, name


def test_importing_is_quiet_and_leaves_heavy_libraries_alone():
    """Importing the package prints nothing and does not load what only checking needs."""
    code = "import sys, dateline; print('frictionless' in sys.modules)"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("False\n", "")
