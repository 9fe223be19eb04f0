"""Programs and libraries of the machine that readers use where they are there.

In: nothing. Out: which of them are installed, and the Debian packages that bring the others. Nothing is started.
"""

import shutil

PACKAGES = {
    "7zz": "7zip",
    "libarchive": "libarchive13",
    "libmagic": "libmagic1",
    "pdftotext": "poppler-utils",
    "readpst": "pst-utils",
    "soffice": "libreoffice-writer-nogui, libreoffice-calc-nogui, libreoffice-impress-nogui",
    "tesseract": "tesseract-ocr",
    "tesseract-ara": "tesseract-ocr-ara",
    "tesseract-rus": "tesseract-ocr-rus",
    "unar": "unar",
}
"""Program, library or language of tesseract -> the Debian packages that bring it."""


def installed() -> tuple[str, ...]:
    """Those of PACKAGES that are there, in order of name."""
    from . import sniff, tesseract
    from .readers import libarchives
    from .readers.office import libre

    there = {
        "libarchive": libarchives.installed(),
        "libmagic": sniff.libmagic_installed(),
        "soffice": bool(libre.program()),
        "tesseract-ara": "ara" in tesseract.languages(),
        "tesseract-rus": "rus" in tesseract.languages(),
    }
    return tuple(name for name in sorted(PACKAGES) if there.get(name, shutil.which(name)))
