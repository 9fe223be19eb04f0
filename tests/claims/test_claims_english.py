"""English attributions of many shapes: who says it, by what the sentence says.

In: sentences written for the tests, none from any corpus. Out: nothing.
"""

import pytest
from claims_reading import read

CASES = [
    # a speaker behind what is said, with what is put beside him
    (
        "Ninety beds were lost in the fire, Dr Lina Aziz, the director of the hospital, told River Post by telephone.",
        "Ninety beds",
        ["Lina Aziz"],
    ),
    (
        "The well was poisoned, Amadou Keita, a herder from Gao, who lost eleven goats, said on Monday.",
        "well was",
        ["Amadou Keita"],
    ),
    (
        "Fourteen buses had left the square by noon, the deputy governor, Rania Haddad, said in a statement on Thursday.",
        "Fourteen buses",
        ["Rania Haddad"],
    ),
    (
        "The shells came from the east, said Tomas Vrba, a retired sapper, speaking through a translator.",
        "came from the east",
        ["Tomas Vrba"],
    ),
    (
        "The bank had been warned twice, said one of the auditors, speaking on condition of anonymity because of the inquiry.",
        "warned twice",
        ["one of the auditors"],
    ),
    ("Nobody was killed in the raid, said Captain Jules Okoro.", "Nobody was killed", ["Jules Okoro"]),
    # a relative clause between the speaker and the verb
    (
        "A customs officer, who asked not to be named, said that 27 crates had been moved.",
        "27 crates",
        ["A customs officer"],
    ),
    ("One official who declined to be identified told Denik that 14 men were held.", "14 men", ["One official"]),
    (
        "Petra Molnar, who has run the shelter since 2009 and knows most of the families, said the police came twice.",
        "police came",
        ["Petra Molnar"],
    ),
    # right beside a quotation, however long the sentence goes on
    (
        '"The lift has not moved since March," Dora Fekete told a meeting of tenants that had been called at an hour\'s notice.',
        "lift has not moved",
        ["Dora Fekete"],
    ),
    (
        '"I pay for a garage I cannot reach," said Igor Pavlov, 44, a plumber and one of the few who still live in the tower.',
        "pay for a garage",
        ["Igor Pavlov"],
    ),
    (
        "''The brakes were new,'' said Mr. Adler, who had serviced the tram. ''I signed for them.''",
        "I signed",
        ["Adler"],
    ),
    ('"The tide took the fence,” said Nora Quill.', "took the fence", ["Nora Quill"]),
    ('"He took the money," said Aziz of the mayor.', "took the money", ["Aziz"]),
    # no verb of speech
    ('Karim disagreed: "The canal was dry in May."', "canal was dry", ["Karim"]),
    ('Ines Duarte was adamant: "Nobody opened the sluice before six."', "opened the sluice", ["Ines Duarte"]),
    ('Smith, laughing: "We never had a map."', "never had a map", ["Smith"]),
    ('"We burned the lists!" the sergeant grinned.', "burned the lists", ["the sergeant"]),
    # quotations over sentences
    (
        '"We asked for help in April. Nobody came. The river took the barn," Anders Holm, a farmer, recalled.',
        "asked for help",
        ["Anders Holm"],
    ),
    (
        'Marta Lind has lived in the tower all her life. "The roof was gone," she said, "and the snow came in."',
        "snow came in",
        ["Marta Lind"],
    ),
    (
        '"Omar said the road was cut. The lorries turned back at the ford," Leila Nasser recalled.',
        "lorries turned back",
        ["Leila Nasser"],
    ),
    (
        '"Omar said the road was cut. The lorries turned back," Leila Nasser recalled.',
        "road was cut",
        ["Leila Nasser", "Omar"],
    ),
    # on whose word
    (
        "Radio Delta, citing two dock workers, said the crane had failed.",
        "crane had failed",
        ["Radio Delta", "two dock workers"],
    ),
    (
        "An officer, citing Karim Daoud, told the Lagos Courier the gate was open.",
        "gate was open",
        ["An officer", "Karim Daoud"],
    ),
    # short verbs without an object
    ("According to the mayor, the general lied.", "general lied", ["the mayor"]),
    # speech packed in a noun with its owner
    (
        "The senator's warning that the dam would not hold was ignored for a year.",
        "dam would not hold",
        ["The senator"],
    ),
    # titles
    ("Prime Minister Jon Aasen vowed to rebuild every school by 2021.", "rebuild every school", ["Jon Aasen"]),
    (
        'General Osman Tarek met reporters on Sunday. "Yes, we fired first," the general replied.',
        "fired first",
        ["Osman Tarek"],
    ),
    # people and where they are, a passive, a paper's own clause, a claim about a claim
    ("Police in Ghent have confirmed that a second body was found.", "second body", ["Police in Ghent"]),
    ("The pilots' union claims that two of the planes were never inspected.", "never inspected", ["The pilots' union"]),
    ("Witnesses told Radio Kivu that soldiers fired first, but the army denied this.", "fired first", ["Witnesses"]),
    (
        "Officials have repeatedly said that nobody drowned, a claim disputed by families.",
        "nobody drowned",
        ["Officials"],
    ),
    (
        "In a letter to the court, the bank's former treasurer, Oluwaseun Bello, told the judge the books had been altered.",
        "books had been",
        ["Oluwaseun Bello"],
    ),
    # two speakers in one sentence
    (
        "The company insists it paid every worker; the union says 300 are still waiting for wages.",
        "300 are",
        ["the union"],
    ),
    (
        "Vera Roth describes herself as a sceptic and has said that she will vote against it.",
        "vote against",
        ["Vera Roth"],
    ),
]


@pytest.mark.parametrize(("text", "words", "holders"), CASES)
def test_chain(text: str, words: str, holders: list[str]) -> None:
    assert read(text).holders(words) == holders


@pytest.mark.parametrize(("text", "words"), [case[:2] for case in CASES])
def test_a_mention_slices_to_its_holder_and_the_claim_carries_no_cue(text: str, words: str) -> None:
    claim = read(text).claim(words)
    for hop in claim.chain[1:]:
        assert hop.mention is not None
        assert text[hop.mention.start : hop.mention.end] in {
            hop.holder,
            "she",
            "herself",
            "the general",
            hop.holder + "'s",
        }
    last = claim.chain[-1].cue
    assert last is None or not claim.start <= last.start < claim.end
    assert claim.text.count('"') % 2 == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('The ferry was late. "The captain had been drinking since noon."', "captain had been drinking"),
        ('The clinic closed in June.\n\n"They took the beds first. Then they took the lamps."', "took the lamps"),
        ('It was dark by then, and from the bank: "The dogs are loose."', "dogs are loose"),
    ],
)
def test_a_quotation_given_to_nobody_is_not_the_publishers_word(text: str, words: str) -> None:
    reading = read(text)
    (holder,) = reading.holders(words)
    assert reading.voice(holder).kind == "unnamed"
    assert any("quoted" in unsure.question for unsure in reading.unsure)


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "peace train" left at noon.',
        'The choir sang "The Long Way Home Over the Seven Hills of Arda" at the opening.',
    ],
)
def test_scare_quotes_and_titles_are_nobodys_speech(text: str) -> None:
    reading = read(text)
    assert [len(claim.chain) for claim in reading.claims] == [1]
    assert not reading.unsure


def test_the_page_is_not_held_to_words_it_borrows() -> None:
    reading = read('The mayor left office under "a cloud of debts that no one in the hall could explain" in 2011.')
    assert reading.claim("left office").commitment == "uncommitted"
    assert any("quoted" in unsure.question for unsure in reading.unsure)


def test_reported_on_a_day_is_nobodys_word() -> None:
    (holder,) = (reading := read("It was reported on Friday that the rebels had entered the old town.")).holders(
        "rebels had"
    )
    assert reading.voice(holder).kind == "unnamed"


def test_terms_of_anonymity_are_no_order() -> None:
    claim = read("The nurse, who asked not to be named, said that 27 of them were children.").claim("27 of them")
    assert (claim.kind, claim.polarity) == ("state", "+")


@pytest.mark.parametrize(
    ("headline", "words", "holders"),
    [
        ("Vesna Kolar: we will not sell the harbour", "sell the harbour", ["Vesna Kolar"]),
        ("Officials: harbour to close for a week in May", "harbour to close", ["Officials"]),
        ("Kolin Bridge: two lanes closed until the spring", "two lanes closed", []),
        ("Two planes were lost over the strait, says ministry", "planes were lost", ["ministry"]),
    ],
)
def test_headline(headline: str, words: str, holders: list[str]) -> None:
    body = "The town hall was full on Friday, and the debate about the money and the works went on until midnight."
    assert read(f"{headline}\n\n{body}").holders(words) == holders


def test_an_answer_names_who_gives_it_where_he_is_named() -> None:
    text = 'Asked whether the gate had been locked, Warden Ilse Brandt answered: "Certainly."'
    hop = read(text).claim("Certainly").chain[-1]
    assert hop.mention is not None
    assert "Ilse Brandt" in text[hop.mention.start : hop.mention.end]


@pytest.mark.parametrize(
    "text",
    ["Officials said the bridge is safe.", "Police said the bridge is safe.", "The ministry said the bridge is safe."],
)
def test_a_group_without_a_name_stays_in_its_document(text: str) -> None:
    reading = read(text + " It was built in 1950.")
    group = next(
        v for v in reading.voices.values() if v.name.split()[-1].casefold() in {"officials", "police", "ministry"}
    )
    assert group.kind == "group"
    assert ":" in group.canonical
