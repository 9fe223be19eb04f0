"""Fixtures that several folders of tests share. In: nothing. Out: `demo`, one run of the bundled example a session."""

import pytest

from palmyra_demo import Demo, run_demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A run of the bundled example; only to be read."""
    return run_demo(tmp_path_factory.mktemp("demo"))
