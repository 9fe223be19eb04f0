"""Which letters follow which, by script: makes src/hearsay/ingest/data/letters.toml from the names of CLDR (Unicode Licence).

In: the names of countries, languages, currencies, units and cities in some fifty languages, as Babel brings them; each
language counts alike. Out: the table, on standard output. Usage: letter_pairs.py > src/hearsay/ingest/data/letters.toml
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Iterator

from babel import Locale

LANGUAGES = {
    "latin": "en en en fr fr de de es it pt nl tr pl cs ro sv da fi hu id ms vi so sw hr lt lv et sq az ku mt is eu",
    "cyrillic": "ru ru ru uk uk be bg sr mk kk ky tg mn",
    "arabic": "ar ar ar fa ur ckb ps sd ug",
}
LETTERS = {
    "latin": "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýąćčđęěğıłńőřśşšţťůűźżžțșəơưạảấầẩậắặẹếềểệịọốồổộớờợụủứừửựỳ",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўђјљњћџқғңөұүһәӣӯҷҳ",
    "arabic": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگیہھےںٹڈڑۆەڕڵێ",
}
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def words(locale: Locale, letters: str) -> Iterator[str]:
    """All names of a locale that are written in `letters`."""
    kinds = [locale.territories, locale.languages, locale.currencies, locale.scripts, locale.variants]
    cities = [zone.get("city", "") for zone in locale.time_zones.values()]
    units = [name for forms in locale.unit_display_names.values() for name in forms.values()]
    for text in [*(name for kind in kinds for name in kind.values()), *cities, *units]:
        if isinstance(text, str):
            yield from re.findall(f"[{letters}]+", text.lower())


def table(script: str) -> list[str]:
    """A row for each letter and one for the beginning of a word: half bits of surprise at each letter and at the end."""
    letters = LETTERS[script]
    counts: Counter[str] = Counter()
    for name in LANGUAGES[script].split():
        own = Counter(
            pair
            for word in words(Locale.parse(name), letters)
            for pair in map("".join, zip(f" {word}", f"{word} ", strict=True))
        )
        total = sum(own.values())
        for pair, count in own.items():
            counts[pair] += round(1e6 * count / total)
    rows = []
    for first in f" {letters}":
        all_ = sum(counts[first + second] for second in f"{letters} ") + 200 * len(letters)
        surprise = [-2 * math.log2((counts[first + second] + 200) / all_) for second in f"{letters} "]
        rows.append("".join(DIGITS[min(35, round(value))] for value in surprise))
    return rows


if __name__ == "__main__":
    sys.stdout.write(
        "# Made by tools/letter_pairs.py from CLDR (Unicode Licence v3). Half bits of surprise, base 36.\n"
    )
    for script, letters in LETTERS.items():
        body = "\n".join(table(script))
        sys.stdout.write(f'\n[{script}]\nletters = "{letters}"\nrows = """\n{body}\n"""\n')
