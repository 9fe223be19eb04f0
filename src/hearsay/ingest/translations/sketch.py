"""What one content adds to the search for translations: small enough that all contents fit into memory together.

In: files, pages and passages of one content. Out: a `Sketch`. Figures, addresses and sounds of names are kept as hashes in
the order of the text, of its first pages only.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b

import msgspec

from hearsay.model import File, Page, Passage
from hearsay.text.normal import fold
from hearsay.text.segment import sentences

from .figures import addresses, digit_runs
from .marks import Said, label_of
from .sentences import bones_of, upperless

READ = 40_000
"""Characters of a text that are looked at."""
_HEARD = 12_000
"""Of which names are listened to."""
MOST_FIGURES, MOST_NAMES = 300, 400
SMALL = 12
"""Numbers up to this stand for themselves: too common to tell two texts apart, but part of the order."""
_HALF = 0.25
"""Share of the letters from which on a second language makes a paper one in two languages."""
_LEAST = 40
"""Letters of a text that can be compared at all."""


class Half(msgspec.Struct, frozen=True, array_like=True):
    """One language of a paper in two languages."""

    language: str
    letters: int
    figures: tuple[int, ...]


class Sketch(msgspec.Struct, frozen=True, array_like=True):
    """One content as the search for translations sees it."""

    paths: tuple[str, ...]
    language: str = ""
    letters: int = 0
    seen: bool = False
    """Whether it was read from a picture."""
    labelled: bool = False
    """Whether it says that it is a translation."""
    source: str = ""
    target: str = ""
    translator: str = ""
    label: tuple[str, int, int] = ("", 0, 0)
    """Page, first character and one after the last of what it says so in, or of the translator's name."""
    figures: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    """Sounds of the words that may be names."""
    sentences: float = 0.0
    """How many it has, as far as its beginning tells."""
    plain: bool = True
    """Whether its letters have capitals, so that `names` are names; else they are all its words."""
    halves: tuple[Half, ...] = ()
    """Of a paper in two languages."""
    page: str = ""
    """Id of its first page with text."""
    first: tuple[int, int] = (0, 0)
    """Its first line on that page."""


def sketch_of(files: Sequence[File], pages: Sequence[Page], passages: Sequence[Passage]) -> Sketch:
    """The sketch of one content; one without text has no language."""
    paths = tuple(sorted(file.path for file in files))[:8]
    written = sorted((page for page in pages if page.text.strip()), key=lambda page: (page.number, page.id))
    spoken = _spoken(passages)
    language = next(iter(spoken), "")
    letters = sum(len(page.text) for page in written)
    if not written or not language or letters < _LEAST:
        return Sketch(paths)
    blocks = _blocks(written, passages)
    text = "\n".join(_pieces(blocks))[:READ]
    heard, label = text[:_HEARD], label_of(written)
    page = written[0]
    return Sketch(
        paths=paths,
        language=language,
        letters=letters,
        seen=any(page.seen for page in written),
        labelled=label is not None,
        source=label.source if label else "",
        target=label.target if label else "",
        translator=label.translator if label else "",
        label=_place(label),
        figures=tuple(figures_in(text)),
        names=tuple(_sounds(heard)),
        sentences=len(sentences(heard)) * letters / max(1, len(heard)),
        plain=not upperless(text),
        halves=tuple(_halves(blocks, spoken)),
        page=page.id,
        first=_first_line(page.text),
    )


def _place(label: Said | None) -> tuple[str, int, int]:
    at = (label.named_at or label.at) if label else None
    return (at.page, at.start, at.end) if at else ("", 0, 0)


def _first_line(text: str) -> tuple[int, int]:
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return start, min(end if end >= 0 else len(text), start + 200)


def _spoken(passages: Sequence[Passage]) -> dict[str, int]:
    """Languages with the characters of their passages, most first; furniture does not count."""
    counts: Counter[str] = Counter()
    for passage in passages:
        if passage.language and passage.kind != "furniture":
            counts[passage.language] += passage.end - passage.start
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


Blocks = list[tuple[str, list[Passage]]]
"""The text of each page with its passages, in order."""


def _blocks(pages: Sequence[Page], passages: Sequence[Passage]) -> Blocks:
    by_page: dict[str, list[Passage]] = {}
    for passage in passages:
        by_page.setdefault(passage.page, []).append(passage)
    return [(page.text, sorted(by_page.get(page.id, ()), key=lambda p: p.start)) for page in pages]


def _pieces(blocks: Blocks, language: str = "") -> Iterator[str]:
    """The text that a reader would see, at least `READ` characters of it if there are so many."""
    read = 0
    for text, own in blocks:
        if not own and not language:
            yield text[:READ]
        for p in own:
            if p.kind != "furniture" and not p.hidden and (not language or p.language == language):
                read += p.end - p.start
                yield text[p.start : min(p.end, p.start + READ)]
        if read >= READ:
            return


def _halves(blocks: Blocks, spoken: dict[str, int]) -> Iterator[Half]:
    """The two languages of a paper of which each has a good share of the letters."""
    main = list(spoken)[:2]
    if len(main) < 2 or spoken[main[1]] < _HALF * sum(spoken.values()):
        return
    for language in main:
        text = "\n".join(_pieces(blocks, language))[:READ]
        yield Half(language, spoken[language], tuple(figures_in(text)))


def figures_in(text: str) -> list[int]:
    """Numbers and addresses in order: a small number as itself, what else there is as a hash above it."""
    known = addresses(text)
    found = [(start, _hash(key)) for start, _, key in known if not key.startswith(("<", "."))]
    found += [(at, int(run) if int(run) <= SMALL else _hash(run)) for at, run in digit_runs(text, known)]
    return [value for _, value in sorted(found)][:MOST_FIGURES]


def _sounds(text: str) -> list[int]:
    """Hashes of the sounds of what may be names; the first word of a sentence is none where letters have capitals."""
    bones: dict[str, None] = {}
    for start, end in sentences(text):
        piece = text[start:end]
        words = piece if upperless(piece) else piece.partition(" ")[2]
        bones.update(dict.fromkeys(sorted(bones_of(words))))
        if len(bones) > MOST_NAMES:
            break
    return [_hash(bone) for bone in list(bones)[:MOST_NAMES]]


def _hash(key: str) -> int:
    return SMALL + 1 + (int.from_bytes(blake2b(fold(key).text.encode(), digest_size=4).digest(), "little") >> 1)
