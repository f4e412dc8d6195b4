"""The exercise in which events are put in order, as far as their order is settled."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from dateline.exercises.exercise import Atom, Exercise
from dateline.exercises.faults import ExerciseError
from dateline.exercises.form import Item
from dateline.exercises.sealing import shuffled
from dateline.phrases import listed, quoted

Pair = tuple[str, str]
"""Two ids, the earlier first."""


def ordering(
    id: str,
    question: str,
    *,
    items: Mapping[str, str],
    before: Mapping[Pair, str],
    unsettled: str = "Nothing settles which of the two came first.",
) -> Exercise:
    """Ask for an order of events; pairs whose order is not settled are accepted both ways.

    Parameters
    ----------
    id : str
        What tells the exercise from others.
    question : str
    items : mapping of str to str
        Two to twelve ids and texts. The learner finds them shuffled.
    before : mapping of tuple of str to str
        For each settled pair, the earlier id first, the reason. What follows from two such
        pairs need not be given; its reason is theirs.
    unsettled : str
        The reason that is told of all other pairs.

    Returns
    -------
    Exercise

    Raises
    ------
    ExerciseError
        No pair is settled, a pair names an id that is not in `items`, or pairs contradict one
        another.

    Examples
    --------
    >>> before = {("late", "strike"): "s1 and s4: Sunday comes before Saturday of that week."}
    >>> items = {"late": "The ferry is late", "letter": "A letter", "strike": "A strike"}
    >>> ordering("order", "Put in order.", items=items, before=before)
    <Exercise order: ordering, 6 answers>
    """
    by = f"exercise {quoted(str(id))}"
    for one, other in before:
        if one not in items or other not in items:
            raise ExerciseError(f"{by} orders {one!r} before {other!r}; both must be in items")
    if not before:
        raise ExerciseError(f"no pair of {by} is settled: any order would do")
    settled = _closed(before)
    both = [pair for pair in settled if pair[::-1] in settled]
    if both:
        raise ExerciseError(
            f"{by} orders {listed(map(quoted, sorted(set(both[0]))))} both ways round; take out "
            "one of the pairs in before"
        )
    key = [
        Atom(f"{one} < {other}", *_judged((one, other), settled, unsettled=unsettled))
        for one, other in permutations(items, 2)
    ]
    choices = tuple(Item(it, items[it]) for it in _start(id, items, settled=settled))
    return Exercise(id, "ordering", question, choices=choices, key=tuple(key))


def _closed(before: Mapping[Pair, str]) -> dict[Pair, str]:
    """Add the pairs that follow from two others, the reasons of both joined."""
    settled = dict(before)
    for middle in dict.fromkeys(id for pair in before for id in pair):
        earlier = [one for one, other in settled if other == middle]
        later = [other for one, other in settled if one == middle]
        for one in earlier:
            for other in later:
                reasons = dict.fromkeys((settled[one, middle], settled[middle, other]))
                settled.setdefault((one, other), " ".join(reasons))
    return settled


def _judged(pair: Pair, settled: Mapping[Pair, str], *, unsettled: str) -> tuple[str, str]:
    if pair in settled:
        return "right", settled[pair]
    if pair[::-1] in settled:
        return "wrong", settled[pair[::-1]]
    return "either", unsettled


def _start(id: str, items: Mapping[str, str], *, settled: Mapping[Pair, str]) -> list[str]:
    """Return an order to begin with that is not already right."""
    start = shuffled(id, items)
    wrong = any(start.index(one) > start.index(other) for one, other in settled)
    return start if wrong else start[::-1]
