"""Calendars (iCalendar) and address books (vCard): each event, task and contact a passage, files in them members.

In: a Content. Out: a Reading of one page with who, when and where, and facts of the parties. Links are told, never followed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hearsay.ingest.reading import Block, Content, Member, PageReading, Reading, Said
from hearsay.settings import IngestSettings

from .content_lines import Component, Line, components
from .member_names import Names, named_by_kind

_SILENT = frozenset({"VTIMEZONE", "VALARM", "STANDARD", "DAYLIGHT"})
_EVENT = {
    "DTSTART": "Start", "DTEND": "End", "DUE": "Due", "DURATION": "Duration", "RRULE": "Repeats", "RECURRENCE-ID": "Instance of",
    "LOCATION": "Location", "GEO": "Place", "ORGANIZER": "Organizer", "ATTENDEE": "Attendee", "STATUS": "Status", "CLASS": "Class",
    "CATEGORIES": "Categories", "URL": "Link", "COMPLETED": "Completed", "CONTACT": "Contact", "COMMENT": "Comment",
    "DESCRIPTION": "Description", "CREATED": "Created", "LAST-MODIFIED": "Changed", "EXDATE": "Except", "PRIORITY": "Priority",
}  # fmt: skip
_CARD = {
    "ORG": "Organisation", "TITLE": "Title", "ROLE": "Role", "NICKNAME": "Nickname", "TEL": "Phone", "EMAIL": "E-mail",
    "ADR": "Address", "LABEL": "Address", "BDAY": "Birthday", "ANNIVERSARY": "Anniversary", "URL": "Link", "IMPP": "Messenger",
    "X-SOCIALPROFILE": "Profile", "X-SKYPE": "Messenger", "X-TELEGRAM": "Messenger", "RELATED": "Related", "NOTE": "Note",
    "CATEGORIES": "Categories", "GEO": "Place", "REV": "Changed",
}  # fmt: skip
_PARTY = frozenset({"ORGANIZER", "ATTENDEE"})
_FILES = frozenset({"ATTACH", "PHOTO", "LOGO", "SOUND", "KEY"})
_TIME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_PLAIN_KINDS = frozenset({"pref", "internet", "voice", "x400"})


@dataclass(slots=True)
class _Sheet:
    """The page so far. Mutable on purpose."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    length: int = 0

    def add(self, lines: Sequence[str]) -> None:
        """A passage of these lines."""
        text = "\n".join(line for line in lines if line).replace("\x00", "")
        if text:
            self.parts.append(text)
            self.blocks.append(Block(self.length, self.length + len(text)))
            self.length += len(text) + 2


def read(content: Content, settings: IngestSettings) -> Reading:
    """One page; `partial` where the file ends within an entry."""
    del settings
    found, whole = components(content.data)
    sheet = _Sheet()
    for component in found:
        _component(component, sheet, 0)
    if not sheet.parts:
        return Reading((), tuple(sheet.said), "empty", "holds no event and no contact", tuple(sheet.members))
    page = PageReading(1, "\n\n".join(sheet.parts), "text", tuple(sheet.blocks))
    said = tuple(dict.fromkeys(sheet.said))
    reason = "" if whole else "ends within an entry and may be cut off"
    return Reading((page,), said, "ok" if whole else "partial", reason, tuple(sheet.members))


def _component(component: Component, sheet: _Sheet, depth: int) -> None:
    if component.name == "VCALENDAR":
        for name, fact in (("X-WR-CALNAME", "title"), ("METHOD", "method"), ("PRODID", "producer")):
            if text := component.text(name):
                sheet.said.append(Said(fact, text, "metadata"))
    elif component.name == "VCARD":
        _card(component, sheet)
    elif component.name not in _SILENT:
        _event(component, sheet)
    for inner in component.inner:
        _component(inner, sheet, depth + 1)


def _event(event: Component, sheet: _Sheet) -> None:
    kind = {"VEVENT": "Event", "VTODO": "Task", "VJOURNAL": "Note", "VFREEBUSY": "Busy"}.get(
        event.name, event.name.title()
    )
    name = event.text("SUMMARY")
    lines = [f"{kind}: {name}"] if name or event.name else []
    for line in event.lines:
        label = _EVENT.get(line.name)
        if label and (shown := _shown(line)):
            lines.append(f"{label}: {shown}")
        if line.name in _PARTY:
            sheet.said.append(Said(line.name.lower(), _party(line), "metadata"))
        if line.name in _FILES:
            lines += _file(line, name or "attachment", sheet)
    if start := event.get("DTSTART"):
        sheet.said.append(Said("event_start", _shown(start), "metadata"))
    if len(lines) > 1 or name:
        sheet.add(lines)


def _card(card: Component, sheet: _Sheet) -> None:
    name = card.text("FN") or _name(card)
    lines = [f"Contact: {name}"]
    for line in card.lines:
        label = _CARD.get(line.name)
        value = ", ".join(part for part in line.fields if part) if line.name in {"ADR", "ORG"} else line.text.strip()
        value = _time(value) if line.name in {"BDAY", "REV", "ANNIVERSARY"} else value
        kinds = [
            kind for kind in line.kinds if kind not in _PLAIN_KINDS and line.name in {"TEL", "EMAIL", "ADR", "IMPP"}
        ]
        if label and value:
            sort = f" ({', '.join(kinds)})" if kinds else ""
            lines.append(f"{label}{sort}: {value}")
        if line.name in _FILES:
            lines += _file(line, name or "contact", sheet)
    if name:
        sheet.said.append(Said("contact", name, "metadata"))
    sheet.add(lines)


def _name(card: Component) -> str:
    """The name made of its parts, where there is no name as it is written."""
    line = card.get("N")
    last, first, middle, before, after = ([*line.fields, "", "", "", "", ""] if line else [""] * 5)[:5]
    return (
        " ".join(part for part in (before, first, middle, last, after) if part)
        or card.text("ORG")
        or card.text("EMAIL")
    )


def _file(line: Line, name: str, sheet: _Sheet) -> Iterator[str]:
    """A file that an entry holds, as a member; a link to one as words."""
    held = line.held
    if held is None:
        if line.text.strip():
            yield f"{line.name.title()}: {line.text.strip()}"
        return
    data, kind = held
    known = line.params.get("FILENAME") or line.params.get("X-FILENAME") or line.params.get("X-APPLE-FILENAME")
    plain = named_by_kind(f"{name[:80]} {line.name.lower()}", kind)
    sheet.members.append(Member(sheet.names.unique(known or plain), data))
    yield f"{line.name.title()}: {sheet.members[-1].name}"


def _shown(line: Line) -> str:
    if line.name in _PARTY:
        role = {"DECLINED": "declined", "ACCEPTED": "accepted", "TENTATIVE": "tentative"}.get(
            line.params.get("PARTSTAT", ""), ""
        )
        return f"{_party(line)}{f' ({role})' if role else ''}"
    if line.name.startswith("DT") or line.name in {
        "DUE",
        "RECURRENCE-ID",
        "CREATED",
        "LAST-MODIFIED",
        "COMPLETED",
        "EXDATE",
    }:
        zone = line.params.get("TZID", "")
        return f"{_time(line.value)}{f' ({zone})' if zone else ''}"
    return line.text.strip()


def _party(line: Line) -> str:
    where = re.sub(r"(?i)^mailto:", "", line.text.strip())
    name = line.params.get("CN", "").strip('"')
    return f"{name} <{where}>" if name and where and name != where else name or where


def _time(value: str) -> str:
    """A time in ISO form; as it stands if it is none. Z is UTC; without a zone it is that of the place."""
    found = _TIME.fullmatch(value.strip())
    if not found:
        return value.strip()
    day = f"{found[1]}-{found[2]}-{found[3]}"
    zone = {"Z": " UTC", None: ""}.get(found[7], f" {found[7]}")
    return f"{day} {found[4]}:{found[5]}{zone}" if found[4] else day
