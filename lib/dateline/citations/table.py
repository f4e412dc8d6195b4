"""The citation network as a table, for readers who cannot see the figure."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dateline.case import Case
from dateline.chains.spoken import called
from dateline.citations.cards import texts_of
from dateline.citations.hops import drawn_of, titles_of
from dateline.options import require_options
from dateline.style import LIGHT
from dateline.terms import FACTUALITY

__all__ = ["citation_table"]

_NOT_GIVEN = "factuality not given"


def citation_table(
    mentions: pd.DataFrame, *, case: Case | None = None, about: str | None = None
) -> pd.DataFrame:
    """Return the hops that `citation_network` draws, all of them, in words.

    Parameters
    ----------
    mentions, case, about
        As `citation_network` takes them.

    Returns
    -------
    pandas.DataFrame
        A row a mention, by document, locator and what it is about, from the outside in. All
        columns are str but ``depth``; empty: not given.

        about
            The event's title or the claim's text.
        told by, on the word of
            The ends of the hop: the document or the speaker that relays it, and its speaker.
        certainty, hedge, cue, quote
            How certain that speaker is, in words, the exact words of the hedge (several are
            joined by "; "), the reporting verb, and the exact words.
        document, locator
            Where it stands.
        depth
            int: how many hops further out there are; 0 is the document's own voice.
        origin
            "yes" where no further mention lies behind it.

    Raises
    ------
    FrameError
        As `citation_network`.

    Examples
    --------
    >>> from dateline.case import read_case
    >>> case = read_case("data/negotiations-2023")
    >>> table = citation_table(case.mentions, case=case, about="c-amplify")
    >>> table[["told by", "on the word of", "certainty", "hedge"]].tail(1).to_numpy().tolist()
    [['Unnamed news outlet', 'Institute for the Study of War', 'probable', 'likely']]
    """
    require_options(view="citation_table", case=case, look=LIGHT, width=940)
    hops = drawn_of(mentions, about=about).hops
    names = {} if case is None else case.names
    titles = {} if case is None else titles_of(case.sources)
    speaker = called(hops["speaker_id"], names).fillna("speaker not given").to_numpy(object)
    document = called(hops["source_id"], titles).fillna("document not given").to_numpy(object)
    parent = hops["parent"].to_numpy()
    texts = texts_of(hops, case)
    columns = {
        "about": [texts[subject] for subject in hops["subject"]],
        "told by": np.where(parent >= 0, speaker[parent], document) if len(hops) else document,
        "on the word of": speaker,
        "certainty": hops["factuality"].astype("str").map(FACTUALITY).fillna(_NOT_GIVEN),
        "hedge": hops["hedge"].map("; ".join),
        "cue": hops["cue"].fillna(""),
        "quote": hops["quote"].fillna(""),
        "document": document,
        "locator": hops["locator"].fillna(""),
        "depth": hops["depth"],
        "origin": np.where(hops["is_origin"], "yes", ""),
    }
    order = np.lexsort([hops["depth"], _first_rows(hops)])
    table = pd.DataFrame(columns).iloc[order].reset_index(drop=True)
    return table.astype({name: "str" for name in table if name != "depth"})


def _first_rows(hops: pd.DataFrame) -> pd.Series:
    """Return for each hop the first row of those at its place about the same thing."""
    place = [hops[column].fillna("") for column in ("source_id", "locator", "subject")]
    return pd.Series(range(len(hops)), index=hops.index).groupby(place).transform("min")
