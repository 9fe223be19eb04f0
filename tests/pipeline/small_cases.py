"""Small cases for tests of the pipeline. In: files and lines of case.toml. Out: case folders, run in this process."""

from collections.abc import Mapping
from pathlib import Path

from hearsay.engine import LoopEngine
from hearsay.pipeline.recipe import Stage
from hearsay.pipeline.work import Report, run

HEAD = '[case]\ntitle = "Small"\n\n[[inputs]]\npath = "haul"\n'

REPORT = """The guns of Ashford

Meridian News reported on Tuesday that the garrison had left Ashford at night.

"They took all guns with them," said Colonel Brandt, who commands the post.

According to the ministry, at least 40 men stayed behind.
"""
ARABIC = """قال المتحدث إن ٢٤ مدفعا نقلت من القصر إلى المدينة.

وأكد الأهالي أن أحمد رأى الرسالة.
"""
RUSSIAN = """Министерство сообщило, что орудия были вывезены из города ночью.

По словам очевидцев, письмо передали журналистам.
"""
FILES = {"report.txt": REPORT, "arabic.txt": ARABIC, "russian.txt": RUSSIAN}


def make(folder: Path, files: Mapping[str, str | bytes] = FILES, toml: str = HEAD) -> Path:
    """A case folder with these files in its haul."""
    (folder / "haul").mkdir(parents=True, exist_ok=True)
    (folder / "case.toml").write_text(toml, "utf-8")
    for name, body in files.items():
        path = folder / "haul" / name
        path.write_bytes(body.encode() if isinstance(body, str) else body)
    return folder


def cook(folder: Path, last: Stage = "publish") -> Report:
    """The case run in this process."""
    return run(folder, last, engine=LoopEngine())
