"""Ingest: what is in here, and is nothing lost?

In: a case folder with its inputs. Out: Found paths, Files with Pages, Passages and Facts, Documents with Duplicates and
Custody, Signals, and the Ledger that reconciles what came in with what is accounted for.
"""

from .amend import FIELD, Amend, Entry, entries, settled
from .describe import Describe
from .gather import FREE
from .ledger import Ledger, apart, reconcile
from .names import from_location, printable, to_location
from .picture import Picture
from .read import Read
from .signals import Compare, Examine
from .walk import find

__all__ = [
    "FIELD", "FREE", "Amend", "Compare", "Describe", "Entry", "Examine", "Ledger", "Picture", "Read", "apart", "entries", "find",
    "from_location", "printable", "reconcile", "settled", "to_location",
]  # fmt: skip
