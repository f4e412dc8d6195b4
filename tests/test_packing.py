"""Spans in as few rows as can be."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.packing import pack

SPANS = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(0, 12)).map(lambda span: (span[0], sum(span))),
    max_size=25,
)


def packed(spans):
    return pack([start for start, _ in spans], [end for _, end in spans])


@given(SPANS)
def test_no_two_spans_of_a_row_overlap(spans):
    """In each row a span ends before the next one starts, or where it starts."""
    rows = {}
    for span, row in zip(spans, packed(spans), strict=True):
        rows.setdefault(row, []).append(span)
    for members in rows.values():
        for (_, end), (start, _) in pairwise(sorted(members)):
            assert end <= start


@given(SPANS)
def test_rows_are_as_few_as_can_be(spans):
    """As many rows are used as spans overlap at one point, and no row is left out."""
    lasting = [(start, end) for start, end in spans if start < end]
    deepest = max(
        (sum(start <= at < end for start, end in lasting) for at, _ in lasting), default=0
    )
    assert sorted(set(packed(lasting))) == list(range(deepest))


def test_a_span_may_start_where_another_ends():
    """Spans are half-open, so touching ones share a row."""
    assert pack([0, 5, 9], [5, 9, 10]) == [0, 0, 0]


def test_the_lowest_free_row_is_taken():
    """Of two rows that have become free, a span takes the lower one."""
    assert pack([0, 1, 6], [4, 5, 7]) == [0, 1, 0]


def test_nothing_packs_to_nothing():
    """No spans need no row."""
    assert pack([], []) == []
