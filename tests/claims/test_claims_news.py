"""News of six styles that nothing was tuned on before: who says what in each.

In: texts written for the tests. Out: nothing.
"""

from functools import cache

import pytest
from claims_reading import Reading, read

WIRE = """\
Blast at Kolin depot kills at least nine

KOLIN, 12 March 2019 - At least nine people were killed and 40 wounded when a fuel depot exploded on the edge of Kolin on Tuesday, the interior ministry said.

"We heard two bangs and the windows came in," said Sara Novak, a nurse who lives across the road. "Then the sky was red."

A police official, who asked not to be named because he was not allowed to speak to reporters, said that 22,500 litres of diesel had been stored there without a licence. Col. Petr Hanak (R-KO) denied that the army owned the depot.

Asked whether the fire had been set on purpose, Mayor Ilona Vesela answered: 'Certainly.' She gave no evidence.

The Kolin Monitoring Centre (KMC) said the death toll could rise. It said that it had counted seven ambulances.

Residents near the railway line told the newspaper Denik that guards had been sent home an hour earlier.

(Reporting by Jana Kral; editing by Tom Reed)
"""

NGO = """\
# Detained at the crossing

Published 3 June 2018

Between January and May 2018 the Open Gates Initiative interviewed 31 people who had crossed at Yarda. Twenty-four of them said that soldiers had taken their money.

One of the women, a teacher from the south, told our researchers that a sergeant had held her passport for two days. "He wanted 300 dollars," she said. "I gave him my ring."

Medical records reviewed by the Open Gates Initiative show that four men were treated for broken ribs. A doctor at the clinic confirmed that the injuries were consistent with beatings.

According to a former guard, the order came from the district commander. The initiative has seen a copy of the order. It instructs posts to hold back all men under 40.

The army did not answer our letters. In May a spokesman for the army told state radio that no one had been detained at Yarda.

All rights reserved. Share this report with your networks and subscribe to our newsletter.
"""

POLICE = """\
MEMORANDUM

Date: 9 May 2017

Source A states that the van was bought in Orlo by a man called Weber. Source A had this from his cousin, who works at the garage.

Informant 7 reported that Weber met two strangers at the Linden cafe on 3 May. Witness 4 told Sgt. Moss that the strangers spoke Dutch.

According to Source B, Weber intends to leave the country. Source B may have an interest: he owes Weber money.
"""

INTERVIEW = """\
"The gates were rotten"

Our talk with the engineer Paul Marek about the flood at Kadra.

Q: Mr. Marek, you inspected the dam in 2015. What did you find?

A: Three of the gates were rotten. The ministry told me that the money had been spent on a road.

Q: Did the minister know?

A: Yes. He signed the letter himself.

Q: Were you paid to keep quiet?

A: No, never. I was told to rewrite my report.
"""

BLOG = """\
Storm over the strait: live

14:05 GMT

The coastguard says that 12 boats are missing off Dernau. The harbour master puts the number at nine.

13:40

Photo: fishermen wait on the quay at Dernau. (Strait Pictures)

Our correspondent Lena Falk, who is on the quay, reports that two boats came in at noon. One of the skippers told her that he had seen "a wall of water".

13:10

Strait FM is reporting that the airport has been closed. The airline Norda confirmed that all flights were cancelled.

Follow us for updates.
"""

MINUTES = """\
FOR THE RECORD

I met with Clara Stein on 4 April at her office.

Stein said that the ledger was moved to Geneva in 2009. She learned this from Hugo Brandt, who said that he drove the car himself.

Stein advised that the bank's lawyers know where it is. She does not believe that it was burned.
"""

CASES = [
    (WIRE, "press", "a fuel depot exploded", ["interior ministry"]),
    (WIRE, "press", "windows came in", ["Sara Novak"]),
    (WIRE, "press", "sky was red", ["Sara Novak"]),
    (WIRE, "press", "22,500 litres", ["A police official"]),
    (WIRE, "press", "owned the depot", ["Petr Hanak"]),
    (WIRE, "press", "set on purpose", ["Ilona Vesela"]),
    (WIRE, "press", "toll could rise", ["Kolin Monitoring Centre"]),
    (WIRE, "press", "seven ambulances", ["Kolin Monitoring Centre"]),
    (WIRE, "press", "sent home", ["Residents"]),
    (NGO, "report", "taken their money", ["Twenty-four of them"]),
    (NGO, "report", "held her passport", ["One of the women"]),
    (NGO, "report", "wanted 300", ["One of the women"]),
    (NGO, "report", "broken ribs", ["Open Gates Initiative", "Medical records"]),
    (NGO, "report", "consistent with beatings", ["A doctor at the clinic"]),
    (NGO, "report", "district commander", ["a former guard"]),
    (NGO, "report", "no one had been detained", ["a spokesman for the army"]),
    (POLICE, "memo", "bought in Orlo", ["Source A"]),
    (POLICE, "memo", "met two strangers", ["Informant 7"]),
    (POLICE, "memo", "spoke Dutch", ["Witness 4"]),
    (POLICE, "memo", "leave the country", ["Source B"]),
    (INTERVIEW, "press", "Three of the gates", ["Paul Marek"]),
    (INTERVIEW, "press", "spent on a road", ["Paul Marek", "The ministry"]),
    (INTERVIEW, "press", "Did the minister know", ["Paul Marek"]),
    (INTERVIEW, "press", "signed the letter", ["Paul Marek"]),
    (BLOG, "press", "12 boats are missing", ["The coastguard"]),
    (BLOG, "press", "came in at noon", ["Lena Falk"]),
    (BLOG, "press", "wall of water", ["One of the skippers"]),
    (BLOG, "press", "airport has been closed", ["Strait FM"]),
    (BLOG, "press", "flights were cancelled", ["Norda"]),
    (MINUTES, "memo", "moved to Geneva", ["Clara Stein"]),
    (MINUTES, "memo", "drove the car", ["Clara Stein", "Hugo Brandt"]),
    (MINUTES, "memo", "know where it is", ["Clara Stein"]),
]


@cache
def reading(text: str, kind: str) -> Reading:
    return read(text, kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "kind", "content", "holders"), CASES)
def test_chain(text: str, kind: str, content: str, holders: list[str]) -> None:
    found = [h.removeprefix("the ").removeprefix("The ") for h in reading(text, kind).holders(content.strip(" ."))]
    assert found == [h.removeprefix("the ").removeprefix("The ") for h in holders]
