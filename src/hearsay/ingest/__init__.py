"""Ingest: what is in here, and is nothing lost?

In: a case folder with its inputs. Out: Found paths, Files with Pages, Passages and Facts, Documents with Duplicates and
Custody, and the Ledger that reconciles what came in with what is accounted for.
"""

from .amend import FIELD, Amend, Entry, entries, settled
from .circumstances import RETRIES, Circumstances, Retry, causes, timed_out, tried_again
from .describe import Describe
from .gather import FREE
from .ledger import Ledger, apart, reconcile
from .names import from_location, printable, to_location
from .picture import Picture
from .programs import installed
from .read import Read, fingerprint
from .walk import find

__all__ = [
    "FIELD", "FREE", "RETRIES", "Amend", "Circumstances", "Describe", "Entry", "Ledger", "Picture", "Read", "Retry",
    "apart", "causes", "entries", "find", "fingerprint", "from_location", "installed", "printable", "reconcile", "settled", "timed_out",
    "to_location", "tried_again",
]  # fmt: skip
