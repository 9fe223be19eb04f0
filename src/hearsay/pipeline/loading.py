"""What the user declared, brought into the case: voices, gazetteers, event records.

In: a session. Out: a Gazetteer, an EventPort, declared voices among the records. Files are read again only when they changed.
"""

from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from hearsay.model import File, RecordSet, Translation, Voice
from hearsay.settings import RecordSource
from hearsay.store.gazetteer import PlaceRow, load_gazetteer
from hearsay.store.records import ParquetEvents, load_records
from hearsay.text.names import name_key
from hearsay.text.places import Gazetteer, GazetteerRow

from .progress import Beat
from .session import Session


def keep_declared(session: Session) -> None:
    """Keep the voices of case.toml as records of the scope `case`."""
    records = [
        Voice(
            name=v.name, scope="case", kind=v.kind, canonical=name_key(v.name), aliases=v.aliases,
            institution=name_key(v.institution) if v.institution else "", part_of=v.part_of, stake=v.stake,
        )
        for v in session.case.declared.voices
    ]  # fmt: skip
    session.put("case.voices", "case.voices", records)


def declared_translations(session: Session) -> list[Translation]:
    """A Translation for each document of case.toml that says what it translates; none where the ledger has not both paths."""
    content = {file.path: file.sha256 for file in session.shelf.records(File)}
    found: dict[str, Translation] = {}
    for number, declared in enumerate(session.case.declared.documents):
        this, original = content.get(declared.path), content.get(declared.translates or "")
        if this and original and this != original:
            record = Translation(
                sha256=this, original=original, found_by="declared",
                reasons=(f"case.toml: documents[{number}].translates",),
            )  # fmt: skip
            found.setdefault(this, record)
    return [found[key] for key in sorted(found)]


def gazetteer(session: Session) -> Gazetteer:
    """All gazetteers of the case as one; an empty one if none is declared. RecordsError if one cannot be used."""
    rows: list[PlaceRow] = []
    for number, source in enumerate(session.case.declared.gazetteers):
        path = session.case.resolve(source.path, outside=source.outside, key=f"gazetteers[{number}].path")
        found, problems = load_gazetteer(source, path)
        rows += found
        session.notes += _short(problems)
    return Gazetteer.from_rows(
        GazetteerRow(
            name=r.name, code=r.code, latitude=r.latitude, longitude=r.longitude, other_names=r.other_names,
            district=r.district, country=r.country,
        )
        for r in rows
    )  # fmt: skip


def load_events(session: Session) -> ParquetEvents:
    """All record sets of the case behind one port; each is loaded once and again when its file or mapping changed."""
    case, sets, paths = session.case, [], []
    for number, source in enumerate(case.declared.records):
        key = f"records[{number}].path"
        path = case.resolve(source.path, outside=source.outside, key=key)
        record_set, target = _loaded(session, source, path)
        sets.append(record_set)
        paths.append(target)
    session.put("check.sets", "check.sets", sets)
    return ParquetEvents(tuple(paths), tuple(sets))


def _loaded(session: Session, source: RecordSource, path: Path) -> tuple[RecordSet, Path]:
    stat = path.stat()
    what = msgspec.json.encode([source, str(path), stat.st_size, stat.st_mtime_ns], enc_hook=date.isoformat)
    mark = sha256(what).hexdigest()[:32]
    target = session.case.store / "records" / f"{mark}.parquet"
    known = session.store.meta(f"records/{mark}")
    if known is not None and target.exists():
        return msgspec.json.decode(known, type=RecordSet), target
    target.parent.mkdir(parents=True, exist_ok=True)
    session.progress.begin(f"check.load {source.name}", total=1, kept=0)
    record_set, problems = load_records(source, path, target)
    session.notes += _short(problems)
    session.store.set_meta(f"records/{mark}", msgspec.json.encode(record_set).decode())
    session.progress.advance(Beat(failed=bool(problems)))
    session.progress.end()
    return record_set, target


def _short(problems: list[str]) -> list[str]:
    """How many rows were left out and why, and the first of them."""
    return problems[:2]
