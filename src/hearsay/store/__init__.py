"""Where records rest. In: records. Out: records, refs, groups, hits, event records. It knows no stage."""

from .database import Ref, Store
from .shelf import Lazy, Shelf
from .tasks import Saved

__all__ = ["Lazy", "Ref", "Saved", "Shelf", "Store"]
