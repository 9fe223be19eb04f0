"""What lies in papers and mails: one picture in several papers, a file that is younger than the mail it came with.

In: Traits of all contents. Out: Signals "picture" and "attachment".
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from hearsay.model import Signal

from .paper import Pair, days_words, signal
from .traits import Traits, distinct

_TOLD = 5
_DEEP = 20
_SOON = 1
"""Days by which two clocks differ."""


def pictures(contents: Sequence[Traits]) -> Iterator[Signal]:
    """Pictures that lie, byte for byte, in several papers."""
    holder = {place.file: content for content in contents for place in content.places}
    for picture in contents:
        if not picture.media_type.startswith("image/"):
            continue
        around = {held.sha256: held for place in picture.places if (held := holder.get(place.parent)) and held.is_paper}
        papers = distinct(list(around.values()))
        if len(papers) < 2:
            continue
        why = f"the same picture, byte for byte, lies in {len(papers)} papers; "
        why += (
            "a stamp that is put in as a picture shows nothing of a stamp on paper"
            if picture.stamps
            else "it can be copied from any of them"
        )
        for own in papers:
            others = [paper[0] for paper in papers if paper is not own][:_TOLD]
            for content in own:
                pair = Pair(
                    stated=picture.path,
                    found="; ".join(other.path for other in others),
                    of=picture.sha256,
                    others=[picture.document, *(other.document for other in others)],
                )
                yield signal(content.document, "picture", ("neither" if picture.stamps else "for", why), pair)


def attachments(contents: Sequence[Traits]) -> Iterator[Signal]:
    """Files that say that they were saved after the mail was sent with which they came."""
    holder = {place.file: content for content in contents for place in content.places}
    parents = {place.file: place.parent for content in contents for place in content.places}
    for content in contents:
        if not content.saved or content.sent:
            continue
        mails = {mail.sha256: mail for place in content.places for mail in _mail(place.parent, parents, holder)}
        for mail in sorted(mails.values(), key=lambda mail: mail.sha256):
            sent = _day(mail.sent)
            late = (date.fromisoformat(content.saved) - sent).days if sent else 0
            if late > _SOON:
                yield from _younger(mail, content, late)


def _mail(place: str, parents: Mapping[str, str], holder: Mapping[str, Traits]) -> Iterator[Traits]:
    """The mail in which a place lies, however deep."""
    for _ in range(_DEEP):
        held = holder.get(place)
        if held is not None and held.sent:
            yield held
            return
        place = parents.get(place, "")


def _day(sent: str) -> date | None:
    try:
        return datetime.fromisoformat(sent).date()
    except ValueError:
        return None


def _younger(mail: Traits, content: Traits, late: int) -> Iterator[Signal]:
    said = f"saved {days_words(late)} after the mail says that it was sent; one of the two dates is wrong"
    stated, found = f"sent {mail.sent}", f"{content.path} saved {content.saved}"
    facts = (*mail.facts, *content.facts)
    pair = Pair(stated=stated, found=found, of=content.sha256, rests_on=facts, others=[content.document])
    yield signal(mail.document, "attachment", ("against", f"a file that came with it was {said}"), pair)
    pair = Pair(
        stated=f"saved {content.saved}",
        found=f"{mail.path} {stated}",
        of=mail.sha256,
        rests_on=facts,
        others=[mail.document],
    )
    yield signal(content.document, "attachment", ("against", f"it was {said}"), pair)
