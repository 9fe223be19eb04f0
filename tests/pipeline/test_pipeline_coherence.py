"""What a case.toml says that cannot be so is refused before anything is read; what is likely a slip is told at the end.

In: small cases. Out: nothing.
"""

from pathlib import Path

import pytest
from small_cases import HEAD, cook, make

from hearsay.errors import CaseInvalid
from hearsay.pipeline.case import decode_case

EVENTS = "id,date_start,latitude,longitude,best,low,high\n1,2016-05-01,34.5,38.2,3,1,5\n"


def answers(*rows: str) -> str:
    return f'[[questions]]\nquestion = "Who?"\nhypotheses = [{", ".join("{" + row + "}" for row in rows)}]\n'


TWO = answers('name = "a", text = "A."', 'name = "b", text = "B."')


def voice(name: str, more: str = "") -> str:
    return f'[[voices]]\nname = "{name}"\nkind = "group"\n{more}\n'


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[[documents]]\npath = "haul/a"\n[[documents]]\npath = "./haul/a"\n', ["documents[1].path", "documents[0].path"]),
        (voice("Harbour Police") + voice("the Harbour Police"), ["voices[1].name", "voices[0].name"]),
        (voice("A", 'aliases = ["The Guard"]') + voice("B", 'aliases = ["guard"]'), ["voices[1].aliases[0]", "two voices"]),
        (voice("Стража") + voice("B", 'aliases = ["стража"]'), ["voices[1].aliases[0]", "voices[0].name"]),
        (
            '[[documents]]\npath = "a"\ntranslates = "b"\n[[documents]]\npath = "b"\ntranslates = "a"\n',
            ["'a' translates itself by way of b"],
        ),
        (
            answers('name = "a", text = "A.", prior = [0.9, 1.0]', 'name = "b", text = "B.", prior = [0.9, 1.0]'),
            ["questions[0]", "lower ends of the priors sum to 1.8"],
        ),
        (
            answers('name = "a", text = "A.", prior = [0.1, 0.2]', 'name = "something else", text = "B.", prior = [0.1, 0.2]'),
            ["questions[0]", "cannot sum to 1", "0.4 at most"],
        ),
        (answers('name = "a", text = "A.", prior = [0.9, 0.1]', 'name = "b", text = "B."'), ["questions[0]", "not a range"]),
        (answers(), ["questions[0]", "no hypothesis to weigh"]),
        (TWO + TWO, ["questions[1].question", "declared already by questions[0].question"]),
        (TWO + 'evidence = [{path = "a", quote = "q", by = "me", likelihood = {c = "likely"}}]\n', ["is called 'c'"]),
        (TWO + 'evidence = [{path = "a", quote = "q", by = "me", likelihood = {a = "surely"}}]\n', ["'surely'"]),
        (TWO + 'evidence = [{path = "a", quote = "q", by = "me", likelihood = {a = [0.9, nan]}}]\n', ["not a range"]),
        (TWO + 'evidence = [{path = "a", quote = "q", by = "me", likelihood = {}}]\n', ["evidence[0].likelihood is empty"]),
        ('[[ratings]]\nvoice = "A"\noutcomes = [{confirmed = 1000000000}]\n', ["ratings[0]", "1000000000 confirmed"]),
        ('[[ratings]]\nvoice = "A"\noutcomes = [{batch = "x"}]\n', ["ratings[0].outcomes[0]", "counts nothing"]),
        ('[[records]]\nname = "E"\npath = "none.csv"\n', ["records[0].path", "does not exist"]),
        ('[[gazetteers]]\npath = "none.csv"\n', ["gazetteers[0].path", "does not exist"]),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused_before_anything_is_read(tmp_path: Path, toml: str, said: list[str]) -> None:
    case = make(tmp_path, toml=HEAD + toml)
    with pytest.raises(CaseInvalid) as caught:
        cook(case)
    assert all(words in caught.value.message for words in said), caught.value.message
    assert caught.value.remedy
    assert not (case / "store").exists(), "nothing was begun"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (HEAD.replace('"Small"', '" "'), "case: title is needed and must not be blank"),
        (HEAD.replace('"haul"', '""'), "inputs[0]: path is needed"),
        (HEAD + "first = -1\n", "first must lie between 0 and"),
        (HEAD + "first = 99999999999999999999999\n", "first must lie between 0 and"),
        (HEAD + 'ignore = [""]\n', "blank pattern"),
        (HEAD + '[[documents]]\npath = "a"\ntranslates = "a"\n', "translate itself"),
        (HEAD + '[[custody]]\npath = "a"\nhands = []\n', "custody[0]: hands is empty"),
        (HEAD + '[[custody]]\npath = "a"\nhands = [{act = "wrote", when = "in spring"}]\n', "custody[0].hands[0]: when: expected an ISO day"),
        (HEAD + '[[custody]]\npath = "a"\nhands = [{act = "wrote", when = "2016-02-30"}]\n', "no calendar has '2016-02-30'"),
        (HEAD + '[[custody]]\npath = "a"\nhands = [{act = "wrote", when = "2016-03/2016-02"}]\n', "ends before it begins"),
        (HEAD + '[[custody]]\npath = "a"\nhands = [{act = "wrote", when = 2016-05-03}]\n', "write it in quotes"),
        (HEAD + voice(" "), "voices[0]: name is needed"),
        (HEAD + voice("A", 'aliases = "B"'), 'write it in brackets: ["..."]'),
        (HEAD + voice("A", 'part_of = "A"'), "part of itself"),
        (HEAD + '[[records]]\nname = "E"\npath = "e"\nfirst = 2016-05-02\nlast = 2016-05-01\n', "first (2016-05-02) lies after last"),
        (HEAD + '[[records]]\nname = "E"\npath = "e"\nkinds = []\n', "kinds is empty"),
        (HEAD + '[[documents]]\npath = "a"\nkind = "Letter"\n', "did you mean 'letter'?"),
        (HEAD + '[[document]]\npath = "a"\n', "did you mean 'documents'?"),
        (HEAD + '[documents]\npath = "a"\n', "two brackets"),
        (HEAD + "[settings.chekc]\nradius = 1\n", "did you mean 'check'?"),
        (HEAD + "[settings.check]\nwhere_precision = 0\n", "where_precision must lie between 1 and 7"),
        (HEAD + "[settings.check]\nradius = nan\n", "radius must"),
        (HEAD + "[settings.ingest]\nmemory = 99999999999999999999\n", "memory must lie between"),
        (HEAD + "[settings.weigh]\nreport_false = [0.4, 0.1]\n", "report_false must be two chances"),
    ],
)  # fmt: skip
def test_a_key_that_cannot_be_used_is_named_with_a_remedy(toml: str, said: str) -> None:
    with pytest.raises(CaseInvalid) as caught:
        decode_case(toml.encode())
    assert said in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("when", ["2016", "2016-05", "2016-05-03", "2016-05-03/2016-05-10", "2016-05-31/2016-05"])
def test_times_of_hands_as_a_person_knows_them(when: str) -> None:
    toml = f'{HEAD}[[custody]]\npath = "a"\nhands = [{{act = "wrote", when = "{when}"}}]\n'
    assert decode_case(toml.encode()).custody[0].hands[0].when == when


def test_slips_are_told_at_the_end_of_the_run(tmp_path: Path) -> None:
    slips = (
        '[[documents]]\npath = "haul/reprot.txt"\ntranslates = "haul/nothing.txt"\n'
        '[[custody]]\npath = "report.txt"\nhands = [{act = "wrote"}]\n'
        '[[ratings]]\nvoice = "Nobody At All"\nletter = "B"\n[[ratings]]\nvoice = "Colonel Brandt"\nletter = "C"\n'
        + voice("Meridian News", 'institution = "Quay Media"') + voice("Quay Radio", 'institution = "Quai Media"')
        + TWO + 'evidence = [{path = "haul/arabic.text", quote = "q", by = "me", likelihood = {a = "likely"}}]\n'
    )  # fmt: skip
    notes = "\n".join(cook(make(tmp_path, toml=HEAD + slips)).notes)
    for key, like in (
        ("documents[0].path", "did you mean 'haul/report.txt'?"),
        ("documents[0].translates", ""),
        ("custody[0].path", "did you mean 'haul/report.txt'?"),
        ("questions[0].evidence[0].path", "did you mean 'haul/arabic.txt'?"),
        ("ratings[0].voice", ""),
        ("voices[1].institution", "did you mean 'Quay Media'?"),
    ):
        (line,) = (line for line in notes.splitlines() if line.startswith(key))
        assert line.endswith(like), line
    assert "Colonel Brandt" not in notes
    assert cook(make(tmp_path, toml=HEAD)).notes == ()


def test_an_empty_haul_is_told(tmp_path: Path) -> None:
    (note,) = cook(make(tmp_path, {})).notes
    assert "no file to read" in note
    assert "haul" in note
