"""Fixtures that several folders of tests share. In: nothing. Out: runs of the bundled example and of the real post, one each
a session, only to be read.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from trip_shared import Trip, run_seed

from palmyra_demo import Demo, run_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A run of the bundled example."""
    return run_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def palmyra(demo: Demo) -> Path:
    """The case folder of that run."""
    return demo.case


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trip]:
    """The real post with the gazetteer and the events; the test is skipped where ../shared is absent."""
    trip = run_seed(tmp_path_factory.mktemp("seed"))
    yield trip
    trip.case.close()
