"""PDF files made on the spot: pages by their drawing operators, notes, embedded files, revisions, passwords."""

from collections.abc import Mapping, Sequence
from io import BytesIO

import pikepdf
from intake import pages_of
from pikepdf import Array, Dictionary, Name

from hearsay.model import Page, Passage, Record


def drawn(*streams: str, crop: Sequence[float] = (), notes: Sequence[Mapping[str, object]] = ()) -> pikepdf.Pdf:
    """A page of 612 x 792 points for each stream; F1 is Helvetica; the first page has the notes."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number, stream in enumerate(streams):
        page = pdf.add_blank_page(page_size=(612, 792))
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = pdf.make_stream(stream.encode("latin-1"))
        if crop:
            page.CropBox = Array(list(crop))
        if notes and not number:
            made = [pdf.make_indirect(Dictionary({"/Type": Name.Annot, **note})) for note in notes]
            page.Annots = Array(made)
    return pdf


def line(text: str, x: float = 72, y: float = 700, size: float = 12, *, colour: str = "0 0 0 rg", mode: int = 0) -> str:
    """One line of text."""
    return f"q {colour} BT /F1 {size} Tf {mode} Tr 1 0 0 1 {x} {y} Tm ({text}) Tj ET Q\n"


def box(x: float, y: float, wide: float, high: float, colour: str = "0 0 0 rg") -> str:
    """A filled rectangle."""
    return f"q {colour} {x} {y} {wide} {high} re f Q\n"


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The file."""
    body = BytesIO()
    pdf.save(body, **options)  # type: ignore[arg-type]  # what pikepdf takes is not ours to repeat
    return body.getvalue()


def hidden_of(records: list[Record]) -> dict[str, str]:
    """Text -> why it is hidden, of all passages that are."""
    texts = {page.id: page.text for page in pages_of(records)}
    marked = [r for r in records if isinstance(r, Passage) and r.hidden]
    return {texts[p.page][p.start : p.end]: p.hidden for p in marked}


def text_of(records: list[Record]) -> str:
    """All pages."""
    pages: list[Page] = pages_of(records)
    return "\n".join(page.text for page in pages)
