"""Where a quotation without marks ends, on ten spliced posts.

In: texts written for the tests. Out: nothing.
"""

from claims_reading import read

POSTS: list[tuple[str, str, list[str], list[str]]] = [
    (
        "The council swore for months that the sluice gates were sound.",
        "The Estuary Gazette:",
        [
            "Inspection sheets seen by the Estuary Gazette show that three of the seven gates failed a pressure test in October.",
            "An engineer who took part in the test said that his report was sent back twice.",
            "“They wanted a different number,” he said.",
            "The council did not answer questions by Thursday.",
        ],
        [
            "Three of seven, and the man in charge got a medal. You could not make it up.",
            "Who signs these sheets, and who reads them?",
        ],
    ),
    (
        "Another week, another ferry.",
        "Coastline Radio reports:",
        [
            "The ferry Halina left the port of Dernau with 340 people on board, 90 more than it was licensed to carry, according to the harbour log.",
            "The captain told investigators that he had been ordered to sail.",
            "The shipping line denies this.",
        ],
        [
            "The pattern is familiar to anybody who has followed this line since its privatisation. First the warnings, then the accident, then a commission that meets in a nice hotel.",
            "Nothing will change until owners go to prison.",
        ],
    ),
    (
        "Readers asked what is known about the grain silo.",
        "Plainsman Herald:",
        [
            "The silo at Orlo held 12,000 tonnes when it burned, two former guards told the Plainsman Herald.",
            "The guards said that an army lorry stood at the gate the night before.",
            "A spokesman for the army said the lorry brought bread.",
            "The fire service has not published its findings.",
        ],
        [
            "So bread it was. A lorry of bread at two in the morning, with its lights off, for a garrison that has its own bakery.",
            "Our generals think that we are children.",
        ],
    ),
    (
        "A short one today.",
        "Citadel Post:",
        [
            "The deputy minister met the arms dealer Tomas Rell in Vienna on 4 June, flight records show.",
            "The ministry said that the deputy minister was on leave.",
            "Rell’s lawyer said that he had never met him.",
            "The Citadel Post has seen a photograph of the two men in a hotel lobby.",
        ],
        [],
    ),
    (
        "There is news from the dam.",
        "Northern Wire:",
        [
            "Water was released from the Kadra dam without warning on Sunday, villagers said.",
            "“We heard a roar and then the bridge was gone,” said Amal Haddad, 34.",
            "I asked the manager whether the siren had been tested this year.",
            "“No,” he said.",
            "The ministry of water blamed heavy rain.",
        ],
        [
            "Rain. It had not rained for nine days.",
            "Let nobody tell us that this was nature. It is the price of a ministry that sells its spare parts.",
            "Sleep well, villagers of Kadra.",
        ],
    ),
    (
        "Remember the missing ambulances?",
        "Harbour Times writes:",
        [
            "Eleven ambulances bought with relief money are parked in a private yard outside Belmar, invoices and satellite images show.",
            "The invoices were signed by the director of the relief agency, Ina Kross.",
            "Kross said that the yard was rented for a fair price.",
            "An accountant of the agency said that no rent was ever paid.",
        ],
        [
            "Ms Kross has a talent for explanations. Last year it was computers, the year before it was tents.",
            "Donors in Geneva pay, Belmar parks, and the sick take a taxi.",
        ],
    ),
    (
        "From our neighbours.",
        "Valley Observer:",
        [
            "The police killed two men at a checkpoint near Soria on Friday night, the interior ministry said.",
            "The ministry said that the men had opened fire.",
            "Three witnesses told the Valley Observer that the men were unarmed and had their hands up.",
            "The Observer reviewed a video of 40 seconds in which no weapon can be seen.",
        ],
        [
            "This newsletter has warned of trigger-happy checkpoints since the spring. Each time the ministry sends the same sentence, and each time the same newspapers print it.",
            "A country in which a traffic stop is a death sentence has no police. It has a gang with a payroll.",
        ],
    ),
    (
        "And now to the bank.",
        "Exchange Daily:",
        [
            "The Savings Bank moved 41 million crowns to a company in Cyprus in the week before it failed, court papers show.",
            "The papers were filed on Monday by the receiver.",
            "A former manager said in a sworn statement that the transfer was approved by the chairman.",
            "The chairman’s office declined to comment.",
        ],
        [
            "In any normal country the chairman would be answering questions tonight. Here he opens a golf course.",
            "It is a small world when one’s brother-in-law runs the regulator.",
        ],
    ),
    (
        "A colleague sends this.",
        "Border Agency News:",
        [
            "Smugglers charge 900 dollars for the crossing at Yarda, four migrants said.",
            "Two of them said that soldiers took half of the money.",
            "“Everybody knows the price,” said one of them, a baker from the south.",
            "The army said it was looking into the reports.",
            "At least 30 people drowned there in March, according to the coastguard.",
        ],
        [
            "I have stood at that crossing myself, and I can tell you that no soldier there is poor.",
            "Will anyone be punished? Don’t hold your breath.",
        ],
    ),
    (
        "Something for the weekend.",
        "Meadow Tribune:",
        [
            "A letter from the mayor to the quarry company, dated 9 May, asks for 200,000 crowns for the sports club.",
            "The company won the contract two weeks later.",
            "The mayor told the Meadow Tribune that the letter was a joke.",
            "The company said it does not comment on letters.",
        ],
        [
            "I like a joke as much as the next man. But this one cost the town a hill.",
            "The hill, by the way, is not coming back, whatever the mayor finds funny.",
        ],
    ),
]
"""What stands before, the opener, the quoted paragraphs, what the blog says after."""


def end_of(post: tuple[str, str, list[str], list[str]]) -> tuple[int, int, list[str]]:
    before, opener, inner, tail = post
    text = "\n\n".join([before, opener, *inner, *tail]) + "\n"
    reading = read(text)
    doubts = [u for u in reading.unsure if "quotation of" in u.question]
    return (
        text.index(inner[-1]) + len(inner[-1]),
        doubts[0].end if doubts else -1,
        list(doubts[0].choices) if doubts else [],
    )


def test_most_ends_are_found() -> None:
    ends = [end_of(post) for post in POSTS]
    assert sum(want == got for want, got, _ in ends) >= 8


def test_the_true_end_is_always_among_the_choices() -> None:
    for want, _, choices in map(end_of, POSTS):
        assert any(f"ends at {want} " in choice for choice in choices)


def test_odds_are_probabilities() -> None:
    for post in POSTS:
        odds = [float(choice.split("p=")[1].rstrip(")")) for choice in end_of(post)[2]]
        assert all(0 < p <= 1 for p in odds)
        assert sum(odds) <= 1.02
