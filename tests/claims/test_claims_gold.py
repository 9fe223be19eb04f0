"""The floors of evals/claims.py on the golds, where they are.

In: ../shared, or its absence. Out: nothing.
"""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared"


def evaluation() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evals_claims", ROOT / "evals" / "claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="no golds at ../shared/cases")
def test_the_floors_hold_on_the_golds(tmp_path: Path) -> None:
    assert evaluation().main([str(tmp_path)]) == 0


def test_without_golds_it_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    module = evaluation()
    monkeypatch.setattr(module, "SHARED", tmp_path)
    assert module.main([]) == 0
    assert "skipped" in capsys.readouterr().out
