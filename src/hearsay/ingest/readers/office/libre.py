"""LibreOffice, the second reader: converts what nobody else here reads into a form that we read ourselves.

In: a content. Out: Readings of the converted file. It runs once a file, without a window, macros off, its profile in the
folder for temporary files, inside the walls of the worker; it costs several seconds a file.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from hearsay.ingest.reading import Reading, Resume
from hearsay.ingest.source import Source
from hearsay.model import FileStatus
from hearsay.settings import IngestSettings

from . import opened
from .package import zipped

_TARGETS = {
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": ("xlsb", "xlsx"),
    "application/vnd.wordperfect": ("wpd", "odt"),
    "application/vnd.ms-works": ("wps", "odt"),
    "application/x-word-2003+xml": ("xml", "docx"),
    "application/x-excel-2003+xml": ("xml", "xlsx"),
    "application/x-quattro-pro": ("wb2", "ods"),
    "application/x-lotus": ("wk1", "ods"),
    "application/x-123": ("wk1", "ods"),
    "application/vnd.lotus-1-2-3": ("wk1", "ods"),
    "application/vnd.lotus-wordpro": ("lwp", "odt"),
    "application/x-mswrite": ("wri", "odt"),
    "application/x-abiword": ("abw", "odt"),
    "application/vnd.visio": ("vsd", "odg"),
    "application/vnd.ms-visio.drawing": ("vsdx", "odg"),
    "application/x-mspublisher": ("pub", "odg"),
    "application/x-dbf": ("dbf", "ods"),
    "application/vnd.sun.xml.writer": ("sxw", "odt"),
    "application/vnd.sun.xml.calc": ("sxc", "ods"),
    "application/vnd.sun.xml.impress": ("sxi", "odp"),
    "application/vnd.sun.xml.draw": ("sxd", "odg"),
    "application/x-hwp": ("hwp", "odt"),
}
"""Media type -> (ending that tells LibreOffice what it is, what it becomes)."""
TYPES = frozenset(_TARGETS)
_OLD = {
    "application/msword": ("doc", "docx"),
    "application/vnd.ms-excel": ("xls", "xlsx"),
    "application/vnd.ms-powerpoint": ("ppt", "pptx"),
    "text/rtf": ("rtf", "docx"),
}
_UNKNOWN = ("bin", "odt")
_RESTART = 81
"""Exit status by which it asks to be started once more, after it has made its profile."""
_STARTS = 3
MISSING = "needs LibreOffice to be read (Debian packages libreoffice-writer-nogui, libreoffice-calc-nogui, libreoffice-impress-nogui)"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def read(source: Source, settings: IngestSettings, resume: Resume) -> Iterator[Reading]:
    """A content that nothing else reads."""
    fatal = resume.fatal(0)
    if fatal:
        yield resume.lost(0, "", 1)
    elif not resume.cursor:
        yield from converted(source.data(), source, settings)


def converted(data: bytes, source: Source, settings: IngestSettings) -> Iterator[Reading]:
    """The Readings of `data` as LibreOffice understands it, all in one stroke."""
    found = program()
    what = source.media_type
    if not found:
        yield Reading(status="unsupported", reason=f"{what} {MISSING}")
        return
    ending, target = (_OLD | _TARGETS).get(what, _UNKNOWN)
    with tempfile.TemporaryDirectory() as folder:
        into = _run(found, Path(folder), data, (ending, target), settings.seconds)
        if isinstance(into, str):
            drawn = target == "odg"
            more = "; drawings need the Debian package libreoffice-draw-nogui" if drawn else ""
            status: FileStatus = "unsupported" if drawn else "corrupt"
            yield Reading(status=status, reason=f"LibreOffice cannot read it as {what}: {into}{more}")
            return
        with into.open("rb") as file:
            within = Source(file, 0, os.fstat(file.fileno()).st_size, "")
            for reading in opened.pages(zipped(within), source, Resume()):
                pages = tuple(replace(page, method="text (LibreOffice)") for page in reading.pages)
                told = tuple(
                    said
                    for said in reading.said
                    if said.evidence != "metadata" or (what in TYPES and said.name != "creator")
                )
                yield replace(reading, pages=pages, said=told, cursor=0)


def _run(binary: str, folder: Path, data: bytes, forms: tuple[str, str], seconds: float) -> Path | str:
    """The converted file, or why there is none."""
    profile, out, given = folder / "profile", folder / "out", folder / f"content.{forms[0]}"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    given.write_bytes(data)
    command = [
        binary, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", f"-env:UserInstallation=file://{profile}",
        f"-env:OSL_SOCKET_PATH={folder}", "--convert-to", forms[1], "--outdir", str(out), str(given),
    ]  # fmt: skip
    most = max(5.0, seconds - 10.0)
    until = time.monotonic() + most
    status: int | None = _RESTART
    for _ in range(_STARTS):
        if status == _RESTART:
            status = _ended(command, folder, until - time.monotonic())
    if status is None:
        return f"it took longer than {most:g} s"
    found = sorted(out.iterdir()) if out.is_dir() else []
    return found[0] if found else f"it gave nothing (exit status {status})"


def _ended(command: list[str], folder: Path, seconds: float) -> int | None:
    """The exit status of a run of the program; None for one that had to be stopped."""
    environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8"}
    environment |= dict.fromkeys(("HOME", "TMPDIR", "OSL_SOCKET_PATH"), str(folder))
    nowhere = subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=environment, start_new_session=True
    ) as running:
        try:
            return running.wait(max(0.1, seconds))
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return None


def program() -> str:
    """Where the program is that soffice starts; empty if it is not installed. Soffice itself needs a /tmp to write in."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    main = Path(found).resolve().parent / "soffice.bin" if found else None
    return str(main) if main is not None and main.is_file() else ""
