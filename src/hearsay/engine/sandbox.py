"""The walls around a worker: no network, a read-only machine, nothing to write to but memory of its own.

In: whether walls are wanted. Out: the words to put before a command. bubblewrap makes the walls; where it cannot,
the engine does not start, and says what to do.
"""

import os
import shutil
import subprocess
from functools import cache

from hearsay.errors import SandboxError

_SCRATCH = "/dev/shm"  # noqa: S108 - inside the walls this is memory of the worker alone

_ENVIRONMENT = {
    "HOME": _SCRATCH,
    "TMPDIR": _SCRATCH,
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "POLARS_MAX_THREADS": "1",
}

_WALLS = (
    *("--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--unshare-all", "--die-with-parent"),
    *("--new-session", "--cap-drop", "ALL", "--clearenv"),
    *(word for name, value in _ENVIRONMENT.items() for word in ("--setenv", name, value)),
)

_REMEDY = (
    "install bubblewrap (apt install bubblewrap) and allow user namespaces, or, for files you trust, set "
    'sandbox = "off" under [settings.ingest] in case.toml or pass --no-sandbox'
)


def walls(kind: str) -> list[str]:
    """Words to put before a worker's command: bubblewrap's, or none for "off".

    Raises SandboxError when bubblewrap is missing or may not make its walls here.
    """
    if kind == "off":
        return []
    _probe()
    return ["bwrap", *_WALLS, "--setenv", "PATH", os.environ.get("PATH", "/usr/bin:/bin")]


@cache
def _probe() -> None:
    if shutil.which("bwrap") is None:
        raise SandboxError("bubblewrap is not installed, and hostile files are parsed only inside it", remedy=_REMEDY)
    trial = subprocess.run(["bwrap", *_WALLS, "true"], capture_output=True, text=True, check=False)
    if trial.returncode != 0:
        said = trial.stderr.strip().splitlines()
        raise SandboxError(
            f"bubblewrap cannot make its walls here: {said[-1] if said else 'no reason'}", remedy=_REMEDY
        )
