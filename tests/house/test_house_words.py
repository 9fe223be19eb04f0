"""What must stand in no file of the repository: hosts of registries, paths of one machine, copies of what is not ours.

In: the files that git knows or would add. Out: failures that name the file and the line.
"""

import re
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from house_source import PROJECT

SHARED = (PROJECT / ".." / "shared").resolve()

# Put together here, so that this file does not hold what it looks for.
HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "registry." + "npm",
    "npmjs" + ".org",
    "crates" + ".io",
    "docker" + ".io",
)
PLACES = (
    "/work" + "/main",
    "/work" + "/shared",
    "/ro" + "ot/",
    "/ho" + "me/",
    "/opt" + "/pypi",
    "/opt" + "/wheels",
    "site" + "-packages/",
)


def repository() -> list[Path]:
    """Files that are in git or would be added; the test is skipped where there is no git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=PROJECT, capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout of git")
    return [path for name in listed.decode().split("\0") if name and (path := PROJECT / name).is_file()]


def found(text: str, words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word in text]


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    offences = []
    for path in repository():
        text = path.read_bytes().decode("utf-8", "replace")
        offences += [f"{path.relative_to(PROJECT)}: {word}" for word in found(text, HOSTS + PLACES)]
    assert offences == []


def test_the_words_are_seen() -> None:
    assert found("--index-url https://" + "pypi" + ".org/simple in /work" + "/main", HOSTS + PLACES) == [
        HOSTS[0],
        PLACES[0],
    ]


def test_locks_pin_every_file_by_its_hash_and_name_no_address() -> None:
    for name in ("run", "dev"):
        text = (PROJECT / "requirements" / f"{name}.lock").read_text("utf-8")
        entries = re.split(r"\n(?=\S)", text.strip())
        assert len(entries) > 10
        assert [
            e.splitlines()[0] for e in entries if not re.match(r"[\w.-]+==\S+[^\n]*\\\n    --hash=sha256:", e)
        ] == []
        assert "://" not in text


def test_what_the_demo_needs_is_part_of_what_the_tests_need() -> None:
    run, dev = (
        set(re.findall(r"(?m)^([\w.-]+==\S+)", (PROJECT / "requirements" / f"{name}.lock").read_text("utf-8")))
        for name in ("run", "dev")
    )
    assert run <= dev
    assert {"setuptools"} <= {pin.partition("==")[0] for pin in run}


def test_no_file_is_a_copy_of_shared_material() -> None:
    if not SHARED.is_dir():
        pytest.skip("no shared material beside this checkout")
    ours: dict[int, list[Path]] = {}
    for path in repository():
        ours.setdefault(path.stat().st_size, []).append(path)
    theirs = {
        sha256(path.read_bytes()).hexdigest()
        for path in SHARED.rglob("*")
        if path.is_file() and path.stat().st_size in ours
    }
    copies = [p for same in ours.values() for p in same if sha256(p.read_bytes()).hexdigest() in theirs]
    assert [str(path.relative_to(PROJECT)) for path in copies if path.stat().st_size] == []
