"""A first look at single files: the first three stages without a case, in a folder that is thrown away.

In: paths. Out: an open case whose claims and chains can be printed. Nothing is kept.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .beginning import begin
from .opened import OpenCase
from .progress import Progress
from .work import run


@contextmanager
def first_look(paths: Sequence[Path], *, progress: Progress | None = None, sandbox: bool = True) -> Iterator[OpenCase]:
    """The files read, their claims extracted and compared. UsageError for a path that is not there."""
    with tempfile.TemporaryDirectory(prefix="hearsay-") as name:
        folder = Path(name)
        begin(folder, title="a first look", inputs=paths)
        run(folder, "trace", progress=progress, sandbox=sandbox)
        with OpenCase(folder) as case:
            yield case
