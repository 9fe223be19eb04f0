"""Ingest: what is in here, and is nothing lost?

In: a case folder with its inputs. Out: Found paths, Files with Pages, Passages and Facts, Documents with Duplicates and
Custody, and the Ledger that reconciles what came in with what is accounted for.
"""

from .describe import Describe
from .ledger import Ledger, reconcile
from .names import from_location, printable, to_location
from .read import Read
from .walk import find

__all__ = ["Describe", "Ledger", "Read", "find", "from_location", "printable", "reconcile", "to_location"]
