"""Lessons: from one notebook, or from a case, all that students and instructors need.

The way of a lesson: `sources` reads the notebook, or `generated` makes one from a case; `tags`
says for whom each cell is; `running` executes it in a kernel that tells the `keys` of exercises,
`asking` finds them, `copies` makes the student's and the instructor's notebook, `solutions` the
key as a table; `moving` lets code find its files from where the copies lie, and `travel` says
which of them must be sent along; `guard` refuses a student's copy that tells a solution; `pages`
(with `touches`), `paper` (with `apart`) and `deck` lay the copies out for a browser, for print
and as slides; `writing` writes the files.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

__all__ = ["write_lesson"]


def write_lesson(
    path: str | Path,
    out: str | Path,
    *,
    slides: bool = False,
    tell: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the student's and the instructor's copies of a notebook, or of a lesson on a case.

    Parameters
    ----------
    path : str or pathlib.Path
        A notebook, or the folder of a sound case, from whose tables a notebook is made. It is
        not changed.
    out : str or pathlib.Path
        The folder that the files are written to; it is made where there is none.
    slides : bool, default False
        Whether slides are written, too.
    tell : callable, optional
        What is called with a line of text as each step ends.

    Returns
    -------
    list of pathlib.Path
        The files written: ``NAME.student.ipynb``, ``NAME.instructor.ipynb``, the same two as
        ``.html``, ``NAME.handout.html`` and, if asked for, ``NAME.slides.html``. The pages need
        nothing but a browser.

    Raises
    ------
    LessonError
        The path is neither, a cell fails, there is no exercise, a cell shows one without saying
        so, students would read a solution, or the folder cannot be written. Then no file is
        written, and old ones stay as they are.
    RenderError
        The notebook cannot be read, or an output has no form that a page can show.
    CaseError
        The case is not sound.

    Notes
    -----
    Tags of cells say for whom they are:

    exercise
        Shows one exercise, by the first statement ``display(…)``, or where there is none by its
        last statement. Students get in its place the same exercise without its key; what follows
        the ``display(…)``, as the figure that a prediction covers, stays. Instructors get the
        key as a table after it.
    solution, instructor
        For instructors only, with all that it shows. Cells for students must run without.
    screen-only, paper-only
        Left out of the handout; in the handout only.
    lines, lines-N
        On the handout three lines, or N, to write on follow.

    Anything else is for both. Both copies are executed in `out`: texts of code that are relative
    paths to something are rewritten to lead there from `out`. The same source gives the same
    bytes. That a solution reaches students is looked for in all that their notebook holds, from
    which their other files are made: reasons of answers, lines of Markdown, code and texts shown
    of 20 characters and more.
    """
    # Imported here: nbconvert takes longer to load than all of dateline.
    from dateline.lesson.writing import written  # noqa: PLC0415

    return written(Path(path), Path(out), slides=slides, tell=tell)
