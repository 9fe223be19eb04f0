"""Ingest: what is in here, and is nothing lost?

In: a case folder with its inputs. Out: Found paths, Files with Pages, Passages and Facts, Documents with Duplicates and
Custody, Signals, and the Ledger that reconciles what came in with what is accounted for.
"""

from .amend import FIELD, Amend, Entry, entries, settled
from .circumstances import RETRIES, Circumstances, Retry, causes, tried_again
from .describe import Describe
from .formats import Format, formats
from .gather import FREE
from .ledger import Ledger, apart, reconcile
from .names import from_location, printable, to_location
from .picture import Picture
from .plugins import Active, discovered
from .programs import PACKAGES, installed
from .read import Read, fingerprint
from .reading import timed_out
from .signals import Compare, Examine
from .sniff import UNKNOWN
from .source import NOTHING
from .walk import find

__all__ = [
    "FIELD", "FREE", "NOTHING", "PACKAGES", "RETRIES", "UNKNOWN", "Active", "Amend", "Circumstances", "Compare",
    "Describe", "Entry", "Examine", "Format", "Ledger", "Picture", "Read", "Retry", "apart", "causes", "discovered",
    "entries", "find", "fingerprint", "formats", "from_location", "installed", "printable", "reconcile", "settled",
    "timed_out", "to_location", "tried_again",
]  # fmt: skip
