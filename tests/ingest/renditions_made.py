"""Papers in three languages made for the tests of translations and versions, and what the steps see of them."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from hearsay.ingest.passages import passages
from hearsay.ingest.translations import Sketch, choose, sketch_of
from hearsay.ingest.translations.beads import Pairing, pair_up
from hearsay.ingest.translations.both import Both, Found
from hearsay.ingest.translations.differ import differences
from hearsay.ingest.translations.sentences import Sentence, sentences_of
from hearsay.ingest.versions import Likeness, likeness_of
from hearsay.model import Fact, File, Page, Passage, Record, Translation, Unsure

ENGLISH = """Report of the depot at Ashford

Number: 417
Date: 12 March 2015
To: Colonel Viktor Brandt

On 3 March 2015 two lorries brought 340 sacks of grain to the depot.

The clerk Samir Haddad counted them and found only 296 sacks. He did not sign the paper.

The driver said that 44 sacks had been left at the mill of Karim Nasser. No guard was there that night.

The commander ordered that the list be sent to the office within 5 days.

Nobody has asked for the list since then, and the depot was closed on 27 March 2015.
"""
ARABIC = """تقرير المستودع في أشفورد

الرقم: ٤١٧
التاريخ: ١٢ آذار ٢٠١٥
إلى: العقيد فيكتور براندت

في ٣ آذار ٢٠١٥ أحضرت شاحنتان ٣٤٠ كيسا من الحبوب إلى المستودع.

عدها الكاتب سمير حداد فلم يجد إلا ٢٩٦ كيسا. ولم يوقع الورقة.

قال السائق إن ٤٤ كيسا تركت في مطحنة كريم ناصر. لم يكن هناك حارس في تلك الليلة.

أمر القائد بإرسال القائمة إلى المكتب خلال ٥ أيام.

لم يطلب أحد القائمة منذ ذلك الحين، وأغلق المستودع في ٢٧ آذار ٢٠١٥.
"""
RUSSIAN = """Отчет склада в Ашфорде

Номер: 417
Дата: 12 марта 2015 г.
Кому: полковнику Виктору Брандту

3 марта 2015 года два грузовика привезли на склад 340 мешков зерна.

Писарь Самир Хаддад пересчитал их и нашел только 296 мешков. Он не подписал бумагу.

Водитель сказал, что 44 мешка оставили на мельнице Карима Нассера. Охраны в ту ночь там не было.

Командир приказал отправить список в контору в течение 5 дней.

С тех пор никто не просил список, а склад закрыли 27 марта 2015 года.
"""
OTHER_ARABIC = """مذكرة عن جسر الوادي

الرقم: ٨٨
التاريخ: ٢ حزيران ٢٠١٦

عبر الجسر في ذلك اليوم ١٥٠ شخصا و٢٣ سيارة، وكان الحاجز مغلقا منذ الصباح.

كتب الملازم يوسف الخطيب أن الحاجز فتح بعد ثلاث ساعات.
"""
TEXTS = {"en": ENGLISH, "ar": ARABIC, "ru": RUSSIAN}


def content(path: str, text: str, *facts: tuple[str, str], method: str = "text") -> list[Record]:
    """File, Page, Passages and Facts (metadata) of one text."""
    digest = sha256(f"{text}|{facts}|{method}".encode()).hexdigest()
    page = Page(sha256=digest, number=1, text_sha256=sha256(text.encode()).hexdigest(), text=text, method=method)
    said = [Fact(sha256=digest, name=name, value=value, evidence="metadata") for name, value in facts]
    return [File(path=path, sha256=digest), page, *passages(page), *said]


def sha_of(records: Sequence[Record]) -> str:
    return next(r.sha256 for r in records if isinstance(r, File))


def _of(records: Sequence[Record]) -> tuple[list[File], list[Page], list[Passage], list[Fact]]:
    return (
        [r for r in records if isinstance(r, File)],
        [r for r in records if isinstance(r, Page)],
        [r for r in records if isinstance(r, Passage)],
        [r for r in records if isinstance(r, Fact)],
    )


def sketches(haul: Sequence[Sequence[Record]]) -> dict[str, Sketch]:
    return {sha_of(records): sketch_of(*_of(records)[:3]) for records in haul}


def likenesses(haul: Sequence[Sequence[Record]]) -> dict[str, Likeness]:
    return {sha_of(records): likeness_of(*_of(records)) for records in haul}


def chosen(
    haul: Sequence[Sequence[Record]], known: Mapping[str, str] | None = None
) -> tuple[set[tuple[str, str]], list[Unsure]]:
    """Pairs of paths (translation, original), the original empty where it is not in the haul; and the questions."""
    paths = {sha_of(records): records[0].path for records in haul if isinstance(records[0], File)}
    found = choose(sketches(haul), known or {})
    pairs = {(paths[r.sha256], paths.get(r.original, "")) for r in found if isinstance(r, Translation)}
    return pairs, [r for r in found if isinstance(r, Unsure)]


def side(text: str) -> list[Sentence]:
    _, pages, parts, _ = _of(content("side", text))
    return sentences_of(pages, parts)


def beside(original: str, translation: str, languages: tuple[str, str]) -> tuple[list[Pairing], list[Found]]:
    """How two texts are paired and what differs."""
    there, here = side(original), side(translation)
    pairings = pair_up(there, here)
    return pairings, list(differences(Both(there, here, languages, pairings)))


def told(original: str, translation: str, languages: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Kind, words of the original and words of the translation of each difference."""
    return [
        (f.kind, " ".join(f.meant.split()), " ".join(f.said.split()))
        for f in beside(original, translation, languages)[1]
    ]
