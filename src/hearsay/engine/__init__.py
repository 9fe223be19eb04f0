"""How batches run. In: steps and groups. Out: results. The same step runs in a loop, in a pool, or on a cluster."""

from .local import Limits, LocalEngine
from .loop import LoopEngine
from .protocol import Engine, JoinOf, PartOf, Result, perform, settings_digest, title

__all__ = [
    "Engine", "JoinOf", "Limits", "LocalEngine", "LoopEngine", "PartOf", "Result", "perform",
    "settings_digest", "title",
]  # fmt: skip
