"""Writing files that are whole or not there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Put whole new files in the places of old ones; where one cannot be written, put none.

    Every file is first written under another name beside its place. A run that is killed leaves
    at each place the old file or the new one, and at worst a draft whose name begins with a dot.
    """
    # Not by `tempfile`: its files are closed to other users, and a page is there to be read.
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in contents}
    try:
        for path, content in contents.items():
            drafts[path].write_bytes(content)
        for path, draft in drafts.items():
            os.replace(draft, path)  # noqa: PTH105
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
