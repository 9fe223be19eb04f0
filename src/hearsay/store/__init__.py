"""Where records rest. In: records. Out: records, refs, groups, hits, event records. It knows no stage."""

from .database import Ref, Saved, Store
from .shelf import Lazy, Shelf

__all__ = ["Lazy", "Ref", "Saved", "Shelf", "Store"]
