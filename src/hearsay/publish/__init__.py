"""Publish: can every sentence be walked back to a mark on a page?

In: all records of a case. Out: the findings table and the dossier's lines (Compose), and the dossier as HTML, JSON and
CSV; a line without a citation, or with one that does not slice, is refused with `Uncited`.
"""

from .cite import require_cited
from .compose import Compose, compose
from .export import defuse, to_csv, to_json
from .render import to_html
from .view import DossierView

__all__ = ["Compose", "DossierView", "compose", "defuse", "require_cited", "to_csv", "to_html", "to_json"]
