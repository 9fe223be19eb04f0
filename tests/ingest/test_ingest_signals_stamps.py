"""Stamps on scans: found by their colour and form, known again however turned, and never twice the same to the pixel."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from signalling import compared
from stamped import BLUE, RED, impression, page, rubber, scanned, stamped

from hearsay.ingest import Confront
from hearsay.ingest.imprints import SIDE, marks, unpacked
from hearsay.ingest.signals.stamps import same_impression
from hearsay.model import Document, File, Imprint, Page, Record
from hearsay.ports import Group

DEPOT, ROAD = rubber("MINISTRY OF SUPPLY DEPOT SEVEN", "17"), rubber("OFFICE OF CHECKPOINTS RAQQA ROAD", "AB")
LINES = ["MINISTRY OF SUPPLY", "Depot Office", "No. {n}", "To the commander at Tal", "Give out {n} tents and report."]


def scan(
    face: Image.Image | None,
    n: int,
    turn: float = 0.0,
    ink: np.ndarray | None = None,
    colour: tuple[int, int, int] = BLUE,
) -> bytes:
    """A stamped letter, each with its own text, light and place of the stamp."""
    sheet = page([line.format(n=n) for line in LINES] * (1 + n % 5), n)
    if face is not None or ink is not None:
        left = ink if face is None or ink is not None else impression(face, n, turn)
        assert left is not None
        sheet = stamped(sheet, left, (640 + 23 * (n % 7), 1150 + 31 * (n % 5)), colour)
    return scanned(sheet, n, 0.3 * (n % 3 - 1))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    ("colour", "name"), [(BLUE, "blue"), (RED, "red"), ((30, 130, 60), "green"), ((110, 40, 150), "blue")]
)
def test_a_round_mark_is_found_with_its_place_and_colour(colour: tuple[int, int, int], name: str) -> None:
    (mark,) = marks(opened(scan(DEPOT, 3, 20, colour=colour)))
    assert mark.colour == name
    left, top, right, low = mark.box
    assert 0.15 < right - left < 0.25
    assert abs((left + right) / 2 - (640 + 69 + 130) / 1240) < 0.02
    assert abs((top + low) / 2 - (1150 + 93 + 130) / 1754) < 0.02
    assert unpacked(mark.ink).shape == (SIDE, SIDE)


def test_pages_without_a_round_coloured_mark_have_none() -> None:
    assert marks(opened(scan(None, 1))) == []
    assert marks(opened(scan(DEPOT, 1)).convert("L")) == []
    assert marks(Image.new("RGB", (60, 60), "blue")) == []
    assert marks(Image.effect_noise((900, 1200), 90).convert("RGB")) == []
    square = page(["A box"], 1)
    square.paste(BLUE, (300, 600, 560, 860))
    assert marks(square) == []
    photo = Image.merge("RGB", [Image.effect_noise((600, 800), 120) for _ in range(3)])
    assert marks(photo) == []


def known(scans: dict[str, bytes], **about: str) -> dict[str, Group]:
    """Groups as a run makes them of scans whose letterhead and number a machine read."""
    found = {}
    for name, data in scans.items():
        key = f"{name:0>64}"
        text = f"MINISTRY OF SUPPLY\nDepot Office\nNo. {name}\nTo the commander at Tal\n\nGive out the stores of {name} {name}.\n"
        records: list[Record] = [
            Document(sha256=key, path=f"h/{name}.jpg", kind="letter", **about),  # type: ignore[arg-type]
            File(path=f"h/{name}.jpg", sha256=key, media_type="image/jpeg"),
            Page(sha256=key, number=1, text_sha256=key, text=text, method="ocr"),
        ]
        records += [
            Imprint(sha256=key, number=1, box=m.box, colour=m.colour, ink=m.ink, around=m.around)
            for m in marks(opened(data))
        ]
        found[key] = Group(key, tuple(records))
    return found


def test_one_stamp_used_several_times_speaks_for_the_papers() -> None:
    found = [
        one
        for one in compared(known({str(n): scan(DEPOT, n, turn) for n, turn in ((2, 5), (3, 40), (5, -100))}))
        if one.name == "stamp"
    ]
    assert {one.speaks for one in found} == {"for"}
    assert len(found) >= 2
    assert all(one.rests_on[0].startswith("imprint:") for one in found)


def test_one_impression_on_two_papers_speaks_against_both() -> None:
    ink = impression(DEPOT, 77, 14)
    scans = {"2": scan(None, 2, ink=ink), "4": scan(None, 4, ink=ink), "5": scan(DEPOT, 5, 14.5)}
    found = [one for one in compared(known(scans)) if one.name == "stamp"]
    spoken = {one.stated.split(",")[0]: one.speaks for one in found}
    assert {path for path, speaks in spoken.items() if speaks == "against"} == {"h/2.jpg", "h/4.jpg"}
    assert all("same to the pixel" in one.why for one in found if one.speaks == "against")


def test_two_pictures_of_one_page_are_no_two_papers() -> None:
    sheet = stamped(page([line.format(n=9) for line in LINES], 9), impression(DEPOT, 9, 3), (640, 1150))
    scans = {"91": scanned(sheet, 1, 0.2), "92": scanned(sheet, 2, -0.1)}
    assert [one for one in compared(known(scans)) if one.speaks == "against"] == []


def test_the_same_paper_declared_twice_is_no_two_papers() -> None:
    ink = impression(DEPOT, 77, 14)
    scans = {"2": scan(None, 2, ink=ink), "4": scan(None, 4, ink=ink)}
    assert [one for one in compared(known(scans, voice="Order 4")) if one.speaks == "against"] == []


def test_another_stamp_than_the_others_have_speaks_neither_way() -> None:
    scans = {str(n): scan(DEPOT, n, turn) for n, turn in ((2, 5), (3, 10), (6, 12), (7, 20))} | {"8": scan(ROAD, 8, 3)}
    found = [one for one in compared(known(scans)) if one.name == "stamp" and one.about.startswith("document:")]
    own = [one for one in found if one.stated.startswith("h/8.jpg")]
    assert [one.speaks for one in own] in ([], ["neither"])
    assert "against" not in {one.speaks for one in found}


def test_impressions_of_one_stamp_are_told_from_copies_of_one_impression() -> None:
    """The margin that the signal against rests on, over fifteen pairs of each."""
    looks = [
        unpacked(marks(opened(scan(DEPOT, n, turn)))[0].ink)
        for n, turn in zip(range(20, 26), (0, 0.2, -0.3, 0.5) * 3, strict=False)
    ]
    assert not any(same_impression(one, other) for place, one in enumerate(looks) for other in looks[place + 1 :])
    ink = impression(DEPOT, 501, 7)
    copies = [unpacked(marks(opened(scan(None, n, ink=ink)))[0].ink) for n in range(40, 46)]
    pairs = [(one, other) for place, one in enumerate(copies) for other in copies[place + 1 :]]
    assert sum(same_impression(one, other) for one, other in pairs) >= 0.5 * len(pairs)


def test_a_stamp_put_in_as_a_picture_shows_nothing_of_paper() -> None:
    (picture,) = known({"1": scan(DEPOT, 1, 5)}).values()
    papers = []
    for n in (1, 2):
        key = f"{n}" * 64
        text = f"MINISTRY OF SUPPLY\nNo. {n}\n\nDear Sir,\n\nGive out {n} tents of lot {n} {n} {n}.\n"
        page_ = Page(sha256=key, number=1, text_sha256=key, text=text)
        papers.append(
            Group(
                key, (Document(sha256=key, path=f"{n}.docx", kind="letter"), File(path=f"{n}.docx", sha256=key), page_)
            )
        )
    places = [
        File(
            path=f"{n}.docx!/image1.png",
            sha256=picture.key,
            parent=papers[n - 1].only(File)[0].id,
            media_type="image/jpeg",
        )
        for n in (1, 2)
    ]
    records = [r for r in picture.records if not isinstance(r, File | Document)]
    image = Group(picture.key, (replace(picture.only(Document)[0], kind="image"), *places, *records))
    found = [one for one in compared({g.key: g for g in (*papers, image)}) if one.name == "picture"]
    assert {one.speaks for one in found} == {"neither"}
    assert all("shows nothing of a stamp on paper" in one.why for one in found)


def test_readers_give_the_marks_of_pictures_and_of_scans_in_pdf(tmp_path: Path) -> None:
    from signalling import groups

    picture = scan(DEPOT, 3, 20)
    pdf = BytesIO()
    opened(picture).save(pdf, "PDF", resolution=150)
    files = {"a.jpg": picture, "b.pdf": pdf.getvalue()}
    found = [imprint for group in groups(tmp_path, files).values() for imprint in group.only(Imprint)]
    assert [one.colour for one in found] == ["blue", "blue"]
    assert all(abs(a - b) < 0.01 for a, b in zip(found[0].box, found[1].box, strict=True))


def test_the_step_is_known_by_its_name() -> None:
    assert (Confront.name, Confront.kind) == ("ingest.confront", "global")
