"""Quotations: marks of all kinds, over sentences and paragraphs.

In: texts written for the tests. Out: nothing.
"""

from hearsay.claims.quotes import find_quotes


def spoken(text: str, blocks: list[tuple[int, int]] | None = None) -> list[str]:
    found = find_quotes(text, blocks or [(0, len(text))])
    return ["|".join(text[a:b] for a, b in quote.parts) for quote in found]


def test_marks_of_all_kinds() -> None:
    assert spoken('He said "one" and “two” and «three» and „four“.') == ["one", "two", "three", "four"]


def test_a_quotation_over_several_sentences_is_one() -> None:
    assert spoken("“It was night. We saw nothing.” They left.") == ["It was night. We saw nothing."]


def test_a_paragraph_that_repeats_the_opening_mark_goes_on() -> None:
    text = "“First part.\n\n“Second part,” she said."
    assert spoken(text, [(0, 12), (14, len(text))]) == ["First part.|Second part,"]


def test_an_unclosed_quotation_ends_with_its_block() -> None:
    text = "“Never closed.\n\nNarration."
    quotes = find_quotes(text, [(0, 14), (16, len(text))])
    assert [q.closed for q in quotes] == [False]
    assert quotes[0].end == 14


def test_an_inch_mark_opens_nothing() -> None:
    assert spoken('A 12" pipe lay there.') == []
