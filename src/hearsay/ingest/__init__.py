"""Ingest: what is in here, and is nothing lost?

In: a case folder with its inputs. Out: Found paths, Files with Pages, Passages and Facts, Documents with Duplicates and
Custody, translations beside their originals, releases of one record beside each other, and the Ledger that reconciles what
came in with what is accounted for.
"""

from .amend import FIELD, Amend, Entry, entries, settled
from .describe import Describe
from .gather import FREE
from .ledger import Ledger, apart, reconcile
from .names import from_location, printable, to_location
from .picture import Picture
from .read import Read
from .relate import DECLARED, Relate
from .translations import FIELD as TRANSLATION
from .translations import Align, TypedTranslation, TypeIn, typed_translations
from .versions import Compare
from .walk import find

__all__ = [
    "DECLARED", "FIELD", "FREE", "TRANSLATION", "Align", "Amend", "Compare", "Describe", "Entry", "Ledger", "Picture", "Read",
    "Relate", "TypeIn", "TypedTranslation", "apart", "entries", "find", "from_location", "printable", "reconcile", "settled",
    "to_location", "typed_translations",
]  # fmt: skip
