"""A program for test_pipeline_interrupt.py: a session over slow groups, to be killed from outside.

In: the folder of the case, the seconds of a group. Out: its records; a line for each call in `calls`.
"""

import sys
from pathlib import Path

from small_steps import Echo, Gather, Length, chain, session

INPUTS = {f"path {number:03}": f"{number}" for number in range(200)}
KINDS = ("fact", "document", "summary")

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    work = session(folder)
    print("begun", flush=True)  # noqa: T201 - the sign that its clock may start
    chain(work, INPUTS, step=Echo(seconds=float(sys.argv[2]), counter=str(folder / "calls")))
    assert {Gather.name, f"{Length.name}/join"} <= set(work.store.steps())
    work.store.close()
