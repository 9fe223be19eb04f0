"""Ingest: what is in here, and is nothing lost?

In: a case folder with its inputs. Out: Found paths, Files with Pages, Passages and Facts, Documents with Duplicates and
Custody, translations beside their originals, releases of one record beside each other, Signals, and the Ledger that
reconciles what came in with what is accounted for.
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
from .relate import DECLARED, Relate
from .signals import Confront, Examine
from .sniff import UNKNOWN
from .source import NOTHING
from .translations import FIELD as TRANSLATION
from .translations import Align, TypedTranslation, TypeIn, typed_translations
from .versions import Compare
from .walk import find

__all__ = [
    "DECLARED", "FIELD", "FREE", "NOTHING", "PACKAGES", "RETRIES", "TRANSLATION", "UNKNOWN", "Active", "Align", "Amend",
    "Circumstances", "Compare", "Confront", "Describe", "Entry", "Examine", "Format", "Ledger", "Picture", "Read", "Relate",
    "Retry", "TypeIn", "TypedTranslation", "apart", "causes", "discovered", "entries", "find", "fingerprint", "formats",
    "from_location", "installed", "printable", "reconcile", "settled", "timed_out", "to_location", "tried_again",
    "typed_translations",
]  # fmt: skip
