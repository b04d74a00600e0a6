"""The files below a folder that somebody handed in, whatever its depth."""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from grader.submission.names import is_hidden_or_skipped


def files_below(root: Path, enter: Callable[[Path], bool] = lambda folder: True) -> Iterator[Path]:
    """Yield what is visible below `root` and is a file or a link to one; folders behind links are not entered.

    Depth is no limit, as it is for `os.walk` and `Path.rglob`, which recurse: a tree of a thousand levels is passed
    over where the system does not open it any more. Args: enter: whether to look into a folder.
    """
    pending = [root]
    while pending:
        folder = pending.pop()
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                path = Path(entry.path)
                if is_hidden_or_skipped([entry.name]):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending += [path] if enter(path) else []
                elif _is_file(entry):
                    yield path


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link that leads in a circle
        return False
