"""What a user may set: the shape of case.toml, and the settings of each stage with their defaults.

In: nothing. Out: frozen structs that msgspec decodes strictly, so that an unknown key or a wrong type is named.
"""

import re
from datetime import date
from typing import Literal

from msgspec import Struct, field

from .model import AdmiraltyLetter, CustodyAct, DocumentKind, EventKind, VoiceKind

_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MOST = 1_000_000
"""No count of a case.toml lies above it."""


def _require(holds: object, message: str) -> None:
    if not holds:
        raise ValueError(message)


def _filled(shape: Struct, *names: str) -> None:
    for name in names:
        given = getattr(shape, name)
        _require(given.strip(), f"{name} is needed and must not be blank, got {given!r}")


def _whole(shape: Struct, least: int, most: int, *names: str) -> None:
    for name in names:
        given = getattr(shape, name)
        _require(given is None or least <= given <= most, f"{name} must lie between {least} and {most}, got {given}")


def _times(text: str) -> None:
    """ValueError unless `text` is `2016`, `2016-05`, `2016-05-03`, or two of them with a slash between, in order."""
    parts = text.split("/")
    shaped = len(parts) <= 2 and all(_DAY.fullmatch(part) for part in parts)
    _require(shaped, f"when: expected an ISO day, month or year, or first/last, got {text!r}; words belong into note")
    for part in parts:
        try:
            date.fromisoformat(part + "-01-01"[len(part) - 4 :] if len(part) < 10 else part)
        except ValueError as error:
            raise ValueError(f"when: no calendar has {part!r}") from error
    _require(parts[0] <= parts[-1] or parts[0].startswith(parts[-1]), f"when: {text!r} ends before it begins")


class Shape(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of case.toml: unknown keys are refused."""


class CaseInfo(Shape, frozen=True):
    """[case]"""

    title: str
    about: str = ""

    def __post_init__(self) -> None:
        """ValueError for a blank title."""
        _filled(self, "title")


class Input(Shape, frozen=True):
    """[[inputs]]: a file or a folder of the haul."""

    path: str
    outside: bool = False
    """Must be said when the path leaves the case folder."""
    ignore: tuple[str, ...] = ()
    """Glob patterns of paths to leave out; each is a row of the ledger all the same."""
    first: int | None = None
    """Take only this many files, in order of path; the rest is named in the ledger."""

    def __post_init__(self) -> None:
        """ValueError for a blank path or pattern, or a count below 0."""
        _filled(self, "path")
        _require("\0" not in self.path, f"{self.path!r} is no path")
        _require(all(p.strip() for p in self.ignore), "ignore holds a blank pattern; write a glob such as *.tmp")
        _whole(self, 0, 1_000_000_000, "first")


class DeclaredDocument(Shape, frozen=True):
    """[[documents]]: what is known about a document from outside its text, taken as given."""

    path: str
    """As in the ledger."""
    kind: DocumentKind | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: date | None = None
    voice: str | None = None
    """The name under which a paper speaks."""
    translates: str | None = None
    """Path of the document that this one translates."""
    translator: str | None = None
    """Who translated it."""

    def __post_init__(self) -> None:
        """ValueError for a blank path or translator, or a document that translates itself."""
        _filled(self, "path")
        _require(
            self.translator is None or self.translator.strip(), "translator is blank; leave it out if nobody is named"
        )
        _require(self.translates != self.path, f"{self.path!r} is said to translate itself")


class Hand(Shape, frozen=True):
    """One hand of [[custody]]."""

    act: CustodyAct
    hand: str = ""
    when: str = ""
    on_word_of: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """ValueError for a time that is none."""
        if self.when:
            _times(self.when)


class DeclaredCustody(Shape, frozen=True):
    """[[custody]]: the hands a file passed through, first hand first."""

    path: str
    """As in the ledger; ending in `/`, all that lies below it and has no hands of its own or of a folder further down."""
    hands: tuple[Hand, ...]

    def __post_init__(self) -> None:
        """ValueError for a blank path or no hand."""
        _filled(self, "path")
        _require(self.hands, "hands is empty; name at least one hand, or leave the table out")


class CustodyTable(Shape, frozen=True):
    """[[custody_tables]]: a CSV of hands, a row a hand."""

    path: str
    outside: bool = False

    def __post_init__(self) -> None:
        """ValueError for a blank path."""
        _filled(self, "path")


class DeclaredVoice(Shape, frozen=True):
    """[[voices]]"""

    name: str
    kind: VoiceKind
    aliases: tuple[str, ...] = ()
    institution: str = ""
    """Name of the voice it belongs to for the count of origins."""
    part_of: str = ""
    stake: str = ""

    def __post_init__(self) -> None:
        """ValueError for a blank name, or a voice that is a part of itself."""
        _filled(self, "name")
        _require(all(alias.strip() for alias in self.aliases), "aliases holds a blank name")
        _require(not self.part_of or self.part_of != self.name, f"{self.name!r} is said to be part of itself")


class VerifiedOutcome(Shape, frozen=True):
    """A track record entry that somebody checked."""

    confirmed: int = 0
    refuted: int = 0
    batch: str = ""
    """Outcomes of one batch are not independent of each other."""
    evidence: str = ""

    def __post_init__(self) -> None:
        """ValueError for a negative count."""
        _require(min(self.confirmed, self.refuted) >= 0, "confirmed and refuted are counts of outcomes, 0 or more")


class DeclaredRating(Shape, frozen=True):
    """[[ratings]]"""

    voice: str
    letter: AdmiraltyLetter = "F"
    by: str = ""
    outcomes: tuple[VerifiedOutcome, ...] = ()

    def __post_init__(self) -> None:
        """ValueError for a blank voice."""
        _filled(self, "voice")


class RecordSource(Shape, frozen=True):
    """[[records]]: a CSV of events (UCDP GED columns, or others through `columns`)."""

    name: str
    path: str
    outside: bool = False
    first: date | None = None
    last: date | None = None
    """Period covered; by default the first and last day of the events."""
    countries: tuple[str, ...] = ()
    kinds: tuple[EventKind, ...] = ("clash", "strike", "kill")
    """Kinds of event it records at all. UCDP records deaths, never a withdrawal."""
    counts: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    """Our name of a column -> its name in the file."""
    licence: str = ""
    attribution: str = ""

    def __post_init__(self) -> None:
        """ValueError for a blank name or path, no kind, or a period that ends before it begins."""
        _filled(self, "name", "path")
        _require(self.kinds, "kinds is empty; name the kinds of event that the set records")
        if self.first is not None and self.last is not None:
            _require(self.first <= self.last, f"first ({self.first}) lies after last ({self.last})")


class GazetteerSource(Shape, frozen=True):
    """[[gazetteers]]: a CSV of places with names in one or more scripts."""

    path: str
    outside: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    country: str = ""

    def __post_init__(self) -> None:
        """ValueError for a blank path."""
        _filled(self, "path")


class DeclaredEvidence(Shape, frozen=True):
    """One row of evidence for a question: where it stands, and how likely it is under each hypothesis."""

    path: str
    """Document that holds it."""
    quote: str
    """Words of the document, found again in its text."""
    likelihood: dict[str, str | tuple[float, float]]
    """Hypothesis name -> ICD-203 word or a range of probabilities. Given by a person, never invented."""
    by: str
    note: str = ""

    def __post_init__(self) -> None:
        """ValueError for blank words."""
        _filled(self, "path", "quote", "by")


class DeclaredHypothesis(Shape, frozen=True):
    """One answer to a question."""

    name: str
    text: str
    prior: tuple[float, float] | None = None
    """Range of probability; by default equal for all."""

    def __post_init__(self) -> None:
        """ValueError for blank words."""
        _filled(self, "name", "text")


class Question(Shape, frozen=True):
    """[[questions]]: rival hypotheses and the evidence that bears on them."""

    question: str
    hypotheses: tuple[DeclaredHypothesis, ...]
    evidence: tuple[DeclaredEvidence, ...] = ()

    def __post_init__(self) -> None:
        """ValueError for a blank question."""
        _filled(self, "question")


class IngestSettings(Shape, frozen=True):
    """[settings.ingest]"""

    sandbox: Literal["bubblewrap", "off"] = "bubblewrap"
    """`off` parses hostile files without walls; it must be said, never assumed."""
    seconds: float = 60.0
    """Limit of one page, one member, one piece of a large file."""
    budget: float = 3600.0
    """Seconds that one file may take in one run; the next run goes on with it."""
    memory: int = 1024
    """MiB of one worker."""
    ocr: bool = True
    ocr_dpi: int = 200
    passwords: tuple[str, ...] = ()
    """Tried on everything that is encrypted, in this order."""
    depth: int = 8
    """Containers within containers."""
    members: int = 1_000_000
    """Of one input, all containers together."""
    expanded: float = 200.0
    """How many times the size of an input what lies in it may have, all together; 64 MiB are always allowed."""

    def __post_init__(self) -> None:
        """ValueError for a limit under which nothing can be read."""
        _require(1 <= self.seconds <= 86_400, "seconds must lie between 1 and 86400")
        _require(1 <= self.budget <= 864_000, "budget must lie between 1 and 864000 seconds")
        _whole(self, 0, 64, "depth")
        _whole(self, 0, _MOST, "members")
        _require(1 <= self.expanded <= 1e6, "expanded must lie between 1 and 1000000")
        _whole(self, 256, _MOST, "memory")
        _whole(self, 50, 1200, "ocr_dpi")


class TraceSettings(Shape, frozen=True):
    """[settings.trace]"""

    shingle: int = 4
    """Words in a shingle."""
    sample: int = 4
    """One shingle in this many is kept for the search of candidates."""
    common: float = 0.2
    """A shingle in more than this share of documents (and in more than `common_at_least`) is boilerplate."""
    common_at_least: int = 6
    shared_at_least: int = 3
    """Rare sampled shingles that a candidate pair must share."""
    aligned_at_least: int = 8
    """Words of an aligned span."""

    def __post_init__(self) -> None:
        """ValueError for a value that finds nothing or everything."""
        _whole(self, 2, 20, "shingle")
        _whole(self, 1, 1000, "sample")
        _require(0 < self.common <= 1, f"common must lie above 0 and at most at 1, got {self.common}")
        _whole(self, 1, _MOST, "common_at_least", "shared_at_least", "aligned_at_least")


class CheckSettings(Shape, frozen=True):
    """[settings.check]: fixed before looking, and shown with every p0."""

    radius: float = 20.0
    """Kilometres."""
    lag: tuple[int, int] = (0, 3)
    """Days after the claimed day, both included."""
    null_days: int = 183
    """Days on each side of the claimed day that make the local null."""
    where_precision: int = 2
    date_precision: int = 2
    q: tuple[float, float] = (0.5, 0.95)
    """Range of the chance that a true claim would be followed by a recorded event."""
    level: float = 0.95
    """Of intervals of shares."""

    def __post_init__(self) -> None:
        """ValueError for a value that no p0 can be reckoned with; msgspec names the key."""
        _require(0 < self.radius <= 1000, f"radius must lie above 0 and at most at 1000 km, got {self.radius}")
        _require(-3650 <= self.lag[0] <= self.lag[1] <= 3650, "lag must be two days, the smaller first")
        _whole(self, 15, 3650, "null_days")
        _whole(self, 1, 7, "where_precision")
        _whole(self, 1, 5, "date_precision")
        _require(0 < self.q[0] <= self.q[1] < 1, "q must be two probabilities above 0 and below 1, the smaller first")
        _require(0 < self.level < 1, f"level must lie above 0 and below 1, got {self.level}")


class WeighSettings(Shape, frozen=True):
    """[settings.weigh]"""

    rho: float = 1.0
    """Correlation of outcomes within one batch, 0..1."""
    report_true: tuple[float, float] = (0.6, 0.9)
    """Chance that an origin says so if it is so."""
    report_false: tuple[float, float] = (0.1, 0.4)
    """Chance that an origin says so if it is not."""

    def __post_init__(self) -> None:
        """ValueError for a chance of 0 or 1, or a range turned round."""
        _require(0 <= self.rho <= 1, f"rho must lie between 0 and 1, got {self.rho}")
        for name in ("report_true", "report_false"):
            low, high = getattr(self, name)
            _require(
                0 < low <= high < 1,
                f"{name} must be two chances above 0 and below 1, the smaller first: [{low}, {high}]",
            )


class Settings(Shape, frozen=True):
    """[settings]"""

    ingest: IngestSettings = IngestSettings()
    trace: TraceSettings = TraceSettings()
    check: CheckSettings = CheckSettings()
    weigh: WeighSettings = WeighSettings()


class CaseFile(Shape, frozen=True):
    """The whole of case.toml."""

    case: CaseInfo
    inputs: tuple[Input, ...]
    documents: tuple[DeclaredDocument, ...] = ()
    custody: tuple[DeclaredCustody, ...] = ()
    custody_tables: tuple[CustodyTable, ...] = ()
    voices: tuple[DeclaredVoice, ...] = ()
    ratings: tuple[DeclaredRating, ...] = ()
    records: tuple[RecordSource, ...] = ()
    gazetteers: tuple[GazetteerSource, ...] = ()
    questions: tuple[Question, ...] = ()
    settings: Settings = Settings()
