"""The dossier on disk: dossier.html, dossier.json and findings.csv in the case folder.

In: a session whose records are composed. Out: the three files, each written whole or not at all.
"""

from contextlib import suppress
from pathlib import Path

from hearsay.errors import CaseError
from hearsay.model import Finding, RecordSet, digest, kinds
from hearsay.publish import DossierView, to_csv, to_html, to_json
from hearsay.version import VERSION

from .groups import everything
from .session import Session
from .veil import seen

_UNUSED = ("summary", "pair", "passage", "imprint", "alignment", "change")


def write(session: Session) -> None:
    """Write the dossier if anything of it changed."""
    shelf, case = session.shelf, session.case
    (lazy,) = seen([everything(shelf, [kind for kind in kinds() if kind not in _UNUSED])])
    info = case.declared.case
    mark = digest([VERSION, info, lazy.inputs])
    targets = {name: case.dossier / name for name in ("dossier.html", "dossier.json", "findings.csv")}
    if session.store.meta("dossier") == mark and all(path.exists() for path in targets.values()):
        return
    sets = ", ".join(f"{r.name} ({r.first} to {r.last})" for r in shelf.records(RecordSet)) or "no event records"
    view = DossierView.of(
        lazy.load().records, title=info.title, about=info.about, made_of=f"Hearsay {VERSION}; {sets}",
        made_on=session.store.last_run()[:10],
    )  # fmt: skip
    case.dossier.mkdir(exist_ok=True)
    _replace(targets["dossier.html"], to_html(view))
    _replace(targets["dossier.json"], to_json(view))
    _replace(targets["findings.csv"], to_csv(shelf.records(Finding)))
    session.store.set_meta("dossier", mark)


def _replace(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, "utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise CaseError(
            f"{path} cannot be written: {error.strerror}",
            remedy="make room, or give yourself the right to write there, and run the case again; its records are kept",
        ) from error
