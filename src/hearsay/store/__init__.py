"""Where records rest. In: records. Out: records, refs, groups, hits, event records. It knows no stage."""

from .contents import Contents
from .database import Ref, Store
from .shelf import Lazy, Shelf
from .tasks import PERSON, SEAL, Saved

__all__ = ["PERSON", "SEAL", "Contents", "Lazy", "Ref", "Saved", "Shelf", "Store"]
