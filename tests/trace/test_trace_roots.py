"""Which roots are one: words under another name, what one says another said, a block that ended, a monitor by its kind."""

from dataclasses import replace

from test_trace_count import TEXT, counted, told
from trace_making import claim, hop, sha_of, voice, written

from hearsay.model import Anchor, Claim, Copy, Record, SharedSpan


def took(later: str, earlier: str, claims: list[Record], *, probability: float = 0.95, end: int = len(TEXT)) -> Copy:
    span = SharedSpan(later=Anchor(page=f"page of {later}", start=0, end=end))
    moved = tuple(row.id for row in claims if isinstance(row, Claim))
    return Copy(
        later=sha_of(later), earlier=sha_of(earlier), target="document", kind="verbatim", probability=probability,
        spans=(span,), claims=moved, name="River Post",
    )  # fmt: skip


def test_copied_words_go_back_to_the_speaker_of_the_text_they_come_from() -> None:
    first, second = told("a", "Zora Venn"), told("b", "Ann Lee")
    found = counted([*first, *second, took("b", "a", second)])
    assert (found.at_least, found.at_most, found.verdict) == (1, 1, "dependence shown")
    assert (found.roots[0].key, found.roots[0].documents) == ("zora venn", tuple(sorted((sha_of("a"), sha_of("b")))))


def test_other_words_or_a_doubtful_copy_leave_two_speakers() -> None:
    first, second = told("a", "Zora Venn"), told("b", "Ann Lee")
    for copy in (took("b", "a", second, probability=0.7), took("b", "a", second, end=len(TEXT) // 3)):
        assert counted([*first, *second, copy]).at_most == 2


def test_who_had_it_from_another_by_another_texts_word_is_no_second_root() -> None:
    found = counted([*told("a", "Ann Lee", "Zora Venn"), *told("b", "Ann Lee")])
    assert [(root.key, found.at_most) for root in found.roots] == [("zora venn", 1)]
    assert "says that Ann Lee had it from Zora Venn" in found.roots[0].why


def test_two_who_each_had_it_from_the_other_and_one_who_saw_stay_apart() -> None:
    assert counted([*told("a", "Ann Lee", "Zora Venn"), *told("b", "Zora Venn", "Ann Lee")]).at_most == 2
    assert counted([*told("a", "Ann Lee", "Zora Venn"), *told("b", "Ann Lee", access="witness")]).at_most == 2


def block(at: int) -> list[Record]:
    outlet = voice("River Post", "b", kind="outlet")
    outer = hop(outlet, mention=Anchor(page="page of b", start=0, end=10))
    return [*written("b", TEXT, outlet="Hill Blog"), outlet, claim("b", TEXT, [outer], at=at, frame="block_quote")]


def test_a_block_ends_where_the_copied_text_ends() -> None:
    inside, past = counted([*block(20), took("b", "a", [], end=90)]), counted([*block(91), took("b", "a", [], end=90)])
    assert [root.key for root in inside.roots] == ["river post"]
    assert [root.name for root in past.roots] == ["unnamed in Hill Blog"]
    assert past.at_least == 0
    assert "in a block under River Post, past the end of what was taken from there" in past.roots[0].why


def test_a_monitor_without_a_name_is_the_one_that_the_text_names() -> None:
    name = "Syrian Observatory for Human Rights"
    group = voice("a monitoring group", "a", kind="unnamed", canonical="a:monitoring group")
    rows = [*written("a", TEXT), group, claim("a", TEXT, [hop(group)])]
    assert [root.kind for root in counted(rows).roots] == ["unnamed"]
    (root,) = counted([*rows, voice(name, "a")]).roots
    assert (root.kind, root.name) == ("named", name)
    other = voice("a farmer", "a", kind="unnamed", canonical="a:farmer")
    rows = [*written("a", TEXT), other, claim("a", TEXT, [hop(other)]), voice(name, "a")]
    assert [root.kind for root in counted(rows).roots] == ["unnamed"]


def test_an_agency_in_a_chain_is_not_the_voice_that_the_text_names_elsewhere() -> None:
    monitor, wire = voice("Harbour Monitor", "a"), voice("Reuters", "a", kind="agency")
    rows = [*written("a", TEXT), monitor, wire, claim("a", TEXT, [hop(monitor)]), claim("a", TEXT, [hop(wire)], at=200)]
    found = counted(rows)
    assert (found.at_least, found.at_most) == (1, 2)
    assert {root.name for root in found.roots} == {"Harbour Monitor", "unseen text of Reuters"}


def test_who_repeats_an_outlet_goes_back_to_whom_the_text_of_that_outlet_names() -> None:
    paper = told("a", "Ann Lee", outlet="Mill Post")
    blog = told("b", "Mill Post", outlet="Hill Blog")
    found = counted([*paper, *blog])
    assert [(root.key, found.at_least, found.at_most) for root in found.roots] == [("ann lee", 1, 1)]
    assert "the text of Mill Post is one of these" in found.roots[0].why


def test_a_paper_in_a_copied_text_is_the_paper_of_the_text_it_was_taken_from() -> None:
    rows = [told(name, "a letter", kind="document", canonical=f"{name}:letter") for name in "ab"]
    assert counted([*rows[0], *rows[1]]).at_most == 2
    assert counted([*rows[0], *rows[1], took("b", "a", rows[1], probability=0.7)]).at_most == 1


def test_translated_words_go_back_to_the_speaker_of_the_text_they_are_taken_from() -> None:
    first, second = told("a", "Health Office"), told("b", "مديرية الصحة")
    copy = replace(took("b", "a", second), kind="translation")
    assert counted([*first, *second, copy]).at_most == 1
    assert counted([*first, *second, replace(copy, probability=0.7)]).at_most == 2
