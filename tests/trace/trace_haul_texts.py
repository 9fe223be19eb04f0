"""The three hauls: a ferry (English, Russian), a raid (Arabic, English), a dry reservoir (English, Russian).

In: nothing. Out: `FERRY`, `RAID`, `RESERVOIR`. All places, people and outlets but the news agencies are invented.
"""

from trace_hauls import Haul, Text

DEPENDENT, OPEN = "dependence shown", "independence not established"

FERRY = Haul(
    texts={
        "gazette": Text(
            "Harbour Gazette",
            "2021-06-03",
            "Ferry sinks off Port Velm\n\nA passenger ferry sank off Port Velm on 2 June 2021 and 27 people were wounded,"
            " harbour master Inga Torvald told the Harbour Gazette. “I saw the bow go under within four minutes,” Torvald"
            " said.\n\nThe vessel, built in 1987, carried 143 passengers, most of them market traders on their way home"
            " from the island of Skarn. A pump had failed that morning, Torvald said. Her account of the pump could not be"
            " independently verified.\n",
        ),
        "mirror": Text(
            "City Mirror",
            "2021-06-04",
            "Velm ferry disaster\n\nA passenger ferry sank off Port Velm on 2 June 2021 and 27 people were wounded,"
            " harbour master Inga Torvald told the Harbour Gazette. “I saw the bow go under within four minutes,” Torvald"
            " said.\n\nThe vessel, built in 1987, carried 143 passengers, most of them market traders on their way home"
            " from the island of Skarn. A pump had failed that morning, Torvald said.\n",
        ),
        "post": Text(
            "Morning Post of Velm",
            "2021-06-04",
            "Island boat goes down\n\nTwenty-seven people were injured when a boat bound for the mainland went down near"
            " Port Velm on Wednesday. Schools in the town stayed closed.\n",
        ),
        "vesti": Text(
            "Вельмские вести",
            "2021-06-05",
            "Крушение парома\n\nПассажирский паром затонул у Порт-Вельма 2 июня 2021 года, 27 человек ранены, сообщила"
            " начальник порта Инга Торвальд газете Harbour Gazette. Судно 1987 года постройки перевозило 143 пассажира,"
            " в основном рыночных торговцев с острова Скарн.\n",
        ),
        "dawn": Text(
            "Dawn Daily",
            "2021-06-03",
            "Deaths at sea\n\nTwelve people were killed when a ferry sank off Port Velm on 2 June 2021, the coastguard"
            " said on Thursday. Divers were still searching the hull, which lies in thirty metres of water beside the"
            " old lighthouse.\n\nInterfax\n",
        ),
        "lantern": Text(
            "The Lantern",
            "2021-06-03",
            "Coastguard counts the dead\n\nTwelve people were killed when a ferry sank off Port Velm on 2 June 2021, the"
            " coastguard said on Thursday. Divers were still searching the hull, which lies in thirty metres of water"
            " beside the old lighthouse.\n\n-- Interfax\n",
        ),
        "later": Text(
            "Dawn Daily",
            "2021-06-06",
            "Toll rises\n\nThe toll has risen: 15 people were killed when a ferry sank off Port Velm on 2 June 2021, the"
            " coastguard said on Sunday, revising an earlier figure of 12.\n",
        ),
        "radio": Text(
            "Island Radio",
            "2021-06-03",
            "What the fisherman saw\n\nFisherman Olaf Brandt, who watched from the quay, said the ferry had struck the"
            " Grey Bank before it sank.\n",
        ),
        "school": Text(
            "Teachers Weekly",
            "2021-06-08",
            "A teacher remembers\n\nThe teacher Mira Lund, who was on board, told us the ferry had struck the Grey Bank"
            " before it sank. Mrs Lund teaches music.\n",
        ),
        "ministry": Text(
            "State Bulletin",
            "2021-06-03",
            "Statement\n\nNine people were killed when a ferry sank off Port Velm on 2 June 2021, the transport ministry"
            " said. Compensation will be paid by the owner.\n",
        ),
    },
    copies=frozenset({("mirror", "gazette"), ("vesti", "gazette"), ("lantern", "dawn")}),
    either=frozenset(
        {("vesti", "mirror"), ("later", "dawn"), ("later", "lantern")}
        | {(text, "ministry") for text in ("dawn", "lantern", "later")}
        | {("school", "radio")}
    ),
    same=(
        (("gazette", "27 people were wounded"), ("mirror", "27 people were wounded")),
        (("gazette", "27 people were wounded"), ("post", "Twenty-seven people were injured")),
        (("gazette", "27 people were wounded"), ("vesti", "27 человек ранены")),
        (("dawn", "Twelve people were killed"), ("lantern", "Twelve people were killed")),
        (("radio", "struck the Grey Bank"), ("school", "struck the Grey Bank")),
    ),
    apart=(
        (("dawn", "Twelve people were killed"), ("ministry", "Nine people were killed")),
        (("dawn", "Twelve people were killed"), ("gazette", "27 people were wounded")),
    ),
    origins=(
        (("dawn", "Twelve people were killed"), 1, 1, DEPENDENT),
        (("gazette", "27 people were wounded"), 1, 2, OPEN),
        (("gazette", "A pump had failed"), 1, 1, DEPENDENT),
        (("radio", "struck the Grey Bank"), 1, 2, OPEN),
    ),
    opposed=(
        (("dawn", "Twelve people were killed"), ("ministry", "Nine people were killed")),
        (("later", "15 people were killed"), ("ministry", "Nine people were killed")),
    ),
    drifts=(("mirror", "gazette", "caveat_dropped"),),
)

RAID = Haul(
    texts={
        "wadi": Text(
            "صحيفة الوادي",
            "2019-03-11",
            "قصف تل الرمان\n\nقتل 38 شخصا في غارة جوية على بلدة تل الرمان يوم 10 مارس 2019، بحسب الطبيبة سلمى حداد مديرة"
            " المستشفى. وقالت حداد إن 16 طفلا كانوا بين القتلى. ودمرت الغارة 45 منزلا ومدرسة بنيت عام 1964.\n",
        ),
        "levant": Text(
            "Levant Reader",
            "2019-03-12",
            "Strike on Tal al-Rumman\n\nAn air strike on the town of Tal al-Rumman killed 38 people on 10 March 2019,"
            " according to Dr Salma Haddad, director of the hospital. Haddad said 16 children were among the dead. The"
            " strike destroyed 45 houses and a school built in 1964, leaving most of the eastern quarter without roofs.\n",
        ),
        "globe": Text(
            "Evening Globe",
            "2019-03-13",
            "Town in ruins\n\nThe Levant Reader reports that an air strike on the town of Tal al-Rumman killed 38 people on"
            " 10 March 2019, according to Dr Salma Haddad, director of the hospital. The strike destroyed 45 houses and a"
            " school built in 1964, leaving most of the eastern quarter without roofs.\n",
        ),
        "herald": Text(
            "Valley Herald",
            "2019-03-14",
            "Thirty-eight dead\n\nThirty-eight people died on 10 March 2019 when planes bombed Tal al-Rumman. Forty-five"
            " homes were reduced to rubble. Donors have promised tents.\n",
        ),
        "north": Text(
            "Northern Wire",
            "2019-03-11",
            "Who fired?\n\nThe Syrian army shelled the bakery of Tal al-Rumman on 11 March 2019, the baker Nadim Saleh"
            " said. He was sweeping the yard, he said.\n",
        ),
        "south": Text(
            "Southern Review",
            "2019-03-12",
            "The other side\n\nISIS shelled the bakery of Tal al-Rumman on 11 March 2019, the governor Fadi Nassar"
            " said. Bread was handed out at the stadium.\n",
        ),
        "denial": Text(
            "Capital Times",
            "2019-03-13",
            "Army replies\n\nThe defence ministry denied that the Syrian army shelled the bakery of Tal al-Rumman on 11"
            " March 2019.\n",
        ),
        "least": Text(
            "Border Courier",
            "2019-03-11",
            "First count\n\nAt least 30 people were killed in the air strike on Tal al-Rumman on 10 March 2019, the mayor"
            " Hani Darwish said.\n",
        ),
        "other": Text(
            "Market News",
            "2019-03-13",
            "Wheat\n\nWheat prices fell by 12 percent in the week to 10 March 2019, traders said. It was not immediately"
            " clear why. Nobody was available for comment.\n",
        ),
    },
    copies=frozenset({("levant", "wadi"), ("globe", "levant")}),
    either=frozenset({("globe", "wadi")}),
    same=(
        (("wadi", "38 شخصا"), ("levant", "killed 38 people")),
        (("levant", "killed 38 people"), ("globe", "killed 38 people")),
        (("levant", "killed 38 people"), ("herald", "Thirty-eight people died")),
    ),
    apart=(
        (("north", "shelled the bakery"), ("south", "shelled the bakery")),
        (("north", "shelled the bakery"), ("denial", "shelled the bakery")),
        (("levant", "16 children"), ("levant", "killed 38 people")),
    ),
    origins=(
        (("levant", "16 children"), 1, 1, OPEN),
        (("levant", "45 houses"), 0, 1, DEPENDENT),
        (("north", "shelled the bakery"), 1, 1, OPEN),
    ),
    opposed=(
        (("north", "shelled the bakery"), ("south", "shelled the bakery")),
        (("north", "shelled the bakery"), ("denial", "shelled the bakery")),
    ),
)

RESERVOIR = Haul(
    texts={
        "river": Text(
            "River Post",
            "2022-09-14",
            "The lake that vanished\n\nThe reservoir at Hollin was dry on 12 September 2022, the engineer Karim Nazari said."
            " “We measured no water at any of the nine gauges between the weir and the chapel,” Nazari said.\n\nHydrex may"
            " have opened the lower sluice at night, Nazari said.\n",
        ),
        "beacon": Text(
            "Hill Beacon",
            "2022-09-15",
            "Dry\n\nThe reservoir at Hollin was dry on 12 September 2022, the engineer Omar Feld said. “We measured no"
            " water at any of the nine gauges between the weir and the chapel,” Feld said.\n",
        ),
        "blog": Text(
            "Valley Notes",
            "2022-09-16",
            "Sluice\n\nThe River Post reported that Hydrex had opened the lower sluice at night. Anglers are furious about"
            " it and have asked for a meeting.\n",
        ),
        "shepherd": Text(
            "Upland Farmer",
            "2022-09-13",
            "On foot\n\nThe shepherd Tomas Wirth, who walked across it, said the reservoir at Hollin was dry on 12 September"
            " 2022. His sheep found no water.\n",
        ),
        "mayor": Text(
            "Council Record",
            "2022-09-17",
            "Accusation\n\nMayor Lena Ostrow accused Hydrex of emptying the reservoir. The council meets on Monday to hear"
            " both of them.\n",
        ),
        "firm": Text(
            "Trade Observer",
            "2022-09-17",
            "Reply\n\nHydrex accused Mayor Lena Ostrow of emptying the reservoir. Shares of the firm rose a little in late"
            " trading.\n",
        ),
        "rus": Text(
            "Горный край",
            "2022-09-18",
            "Сухое озеро\n\nВодохранилище в Холлине 12 сентября 2022 года было сухим, заявил инженер Карим Назари газете"
            " River Post. Компания Hydrex, возможно, открыла нижний шлюз ночью, сказал Назари.\n",
        ),
        "gauge": Text(
            "Water Watch",
            "2022-09-16",
            "Gauges\n\nThe gauge at the weir stood at 4 metres on 12 September 2022, the mayor Hugo Senn said.\n",
        ),
        "gauge2": Text(
            "Weekly Digest",
            "2022-09-16",
            "Another reading\n\nThe gauge at the weir stood at 9 metres on 12 September 2022, the engineer Ana Bell said.\n",
        ),
    },
    copies=frozenset({("beacon", "river")}),
    either=frozenset(
        {("blog", "river"), ("rus", "river"), ("rus", "beacon"), ("gauge2", "gauge")}
        | {("river", "shepherd"), ("beacon", "shepherd")}
    ),
    same=(
        (("river", "at Hollin was dry"), ("beacon", "at Hollin was dry")),
        (("river", "at Hollin was dry"), ("shepherd", "at Hollin was dry")),
        (("river", "no water at any"), ("beacon", "no water at any")),
    ),
    apart=((("mayor", "emptying the reservoir"), ("firm", "emptying the reservoir")),),
    origins=(
        (("river", "no water at any"), 1, 1, DEPENDENT),
        (("river", "at Hollin was dry"), 1, 2, OPEN),
        (("mayor", "emptying the reservoir"), 1, 1, OPEN),
    ),
    opposed=((("gauge", "4 metres"), ("gauge2", "9 metres")),),
    drifts=(("beacon", "river", "attribution_changed"),),
)
