"""Where shared material lies. In: parts of a path. Out: the path; the test is skipped where it is absent."""

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[2] / ".." / "shared"


def shared(*parts: str) -> Path:
    """A path under ../shared; the test is skipped where it is absent."""
    path = SHARED.joinpath(*parts).resolve()
    if not path.exists():
        pytest.skip(f"shared data is absent: {'/'.join(parts)}")
    return path
