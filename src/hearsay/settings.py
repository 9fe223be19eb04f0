"""What a user may set: the shape of case.toml, and the settings of each stage with their defaults.

In: nothing. Out: frozen structs that msgspec decodes strictly, so that an unknown key or a wrong type is named.
"""

from datetime import date
from typing import Literal

from msgspec import Struct, field

from .model import AdmiraltyLetter, CustodyAct, DocumentKind, EventKind, VoiceKind


def _require(holds: object, message: str) -> None:
    if not holds:
        raise ValueError(message)


class Shape(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of case.toml: unknown keys are refused."""


class CaseInfo(Shape, frozen=True):
    """[case]"""

    title: str
    about: str = ""


class Input(Shape, frozen=True):
    """[[inputs]]: a file or a folder of the haul."""

    path: str
    outside: bool = False
    """Must be said when the path leaves the case folder."""
    ignore: tuple[str, ...] = ()
    """Glob patterns of paths to leave out; each is a row of the ledger all the same."""
    first: int | None = None
    """Take only this many files, in order of path; the rest is named in the ledger."""


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


class Hand(Shape, frozen=True):
    """One hand of [[custody]]."""

    act: CustodyAct
    hand: str = ""
    when: str = ""
    on_word_of: str = ""
    note: str = ""


class DeclaredCustody(Shape, frozen=True):
    """[[custody]]: the hands a file passed through, first hand first."""

    path: str
    hands: tuple[Hand, ...]


class DeclaredVoice(Shape, frozen=True):
    """[[voices]]"""

    name: str
    kind: VoiceKind
    aliases: tuple[str, ...] = ()
    institution: str = ""
    """Name of the voice it belongs to for the count of origins."""
    part_of: str = ""
    stake: str = ""


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


class GazetteerSource(Shape, frozen=True):
    """[[gazetteers]]: a CSV of places with names in one or more scripts."""

    path: str
    outside: bool = False
    columns: dict[str, str] = field(default_factory=dict)
    country: str = ""


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


class DeclaredHypothesis(Shape, frozen=True):
    """One answer to a question."""

    name: str
    text: str
    prior: tuple[float, float] | None = None
    """Range of probability; by default equal for all."""


class Question(Shape, frozen=True):
    """[[questions]]: rival hypotheses and the evidence that bears on them."""

    question: str
    hypotheses: tuple[DeclaredHypothesis, ...]
    evidence: tuple[DeclaredEvidence, ...] = ()


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
        _require(0 <= self.depth <= 64, "depth must lie between 0 and 64")
        _require(self.members >= 0, "members must be 0 or more")
        _require(1 <= self.expanded <= 1e6, "expanded must lie between 1 and 1000000")
        _require(self.memory >= 256, "memory must be at least 256 MiB")
        _require(50 <= self.ocr_dpi <= 1200, "ocr_dpi must lie between 50 and 1200")


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
        _require(2 <= self.shingle <= 20, "shingle must lie between 2 and 20 words")
        _require(1 <= self.sample <= 1000, "sample must lie between 1 and 1000")
        _require(0 < self.common <= 1, "common must lie above 0 and at most at 1")
        _require(
            min(self.common_at_least, self.shared_at_least, self.aligned_at_least) >= 1, "limits must be at least 1"
        )


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
        _require(0 < self.radius <= 1000, "radius must lie above 0 and at most at 1000 km")
        _require(-3650 <= self.lag[0] <= self.lag[1] <= 3650, "lag must be two days, the smaller first")
        _require(15 <= self.null_days <= 3650, "null_days must lie between 15 and 3650")
        _require(0 < self.q[0] <= self.q[1] < 1, "q must be two probabilities above 0 and below 1, the smaller first")
        _require(0 < self.level < 1, "level must lie above 0 and below 1")


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
        _require(0 <= self.rho <= 1, "rho must lie between 0 and 1")
        for low, high in (self.report_true, self.report_false):
            _require(0 < low <= high < 1, "a chance must lie above 0 and below 1, the smaller first")


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
    voices: tuple[DeclaredVoice, ...] = ()
    ratings: tuple[DeclaredRating, ...] = ()
    records: tuple[RecordSource, ...] = ()
    gazetteers: tuple[GazetteerSource, ...] = ()
    questions: tuple[Question, ...] = ()
    settings: Settings = Settings()
