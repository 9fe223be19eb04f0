"""What an engine is: something that runs one step over many groups.

In: a step and groups. Out: one Result a group, in any order. Which machine, how many processes and how groups are
batched must never change what a Result holds.
"""

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from hearsay.errors import HearsayError
from hearsay.model import Bookmark, Record, Summary, digest
from hearsay.ports import FlowStep, GlobalStep, Group, Step, StepKind


@dataclass(frozen=True, slots=True)
class Result:
    """What a step gave for one group; a failure instead of records when it could not."""

    key: str
    records: tuple[Record, ...] = ()
    failure: str = ""
    """One sentence; empty when all went well."""
    remedy: str = ""
    more: bool = False
    """Whether this is a part: the group goes on, and later results of its key add to it."""


@runtime_checkable
class Engine(Protocol):
    """Runs steps. A group that fails costs itself alone."""

    def run(self, step: Step, groups: Iterable[Group]) -> Iterator[Result]:
        """One last Result for each group, in any order; of a FlowStep, parts before it.

        A group whose last Result does not come was interrupted: its parts hold, and a later call goes on from them.
        """
        ...

    def close(self) -> None:
        """Give back processes and memory; the engine may be used again afterwards."""
        ...


@dataclass(frozen=True, slots=True)
class PartOf:
    """The first half of a global step, as a keyed step: each group gives its part as a Summary."""

    step: GlobalStep
    name: ClassVar[str] = "part"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "keyed"

    def __call__(self, group: Group) -> list[Record]:
        """The group's part."""
        body = self.step.part(group)
        return [Summary(name=f"{self.step.name}/part/{group.key}", digest=digest(body), body=body)]


@dataclass(frozen=True, slots=True)
class JoinOf:
    """The second half of a global step, as a keyed step: all parts in, the joined records out."""

    step: GlobalStep
    name: ClassVar[str] = "join"
    version: ClassVar[str] = "1"
    kind: ClassVar[StepKind] = "global"

    def __call__(self, group: Group) -> list[Record]:
        """What `step.join` gives for the parts, by key in order."""
        lead = len(f"{self.step.name}/part/")
        parts = {part.name[lead:]: part.body for part in sorted(group.only(Summary), key=lambda p: p.name)}
        return self.step.join(parts)


def perform(step: Step, group: Group) -> Iterator[Result]:
    """Run `step` on one group in this process, part by part if it flows; any exception becomes the failure at the end."""
    units = step.flow(group) if isinstance(step, FlowStep) else _at_once(step, group)
    while True:
        try:
            unit = next(units, None)
            if unit is None:
                return
            result = Result(group.key, tuple(unit), more=any(isinstance(r, Bookmark) for r in unit))
        except HearsayError as error:
            result = Result(group.key, failure=error.message, remedy=error.remedy)
        except MemoryError:
            result = Result(group.key, failure="it needs more memory than one worker may use", remedy="raise the limit")
        except Exception as error:  # noqa: BLE001 - one bad group never stops a run; the reason is kept as a Failure
            result = Result(group.key, failure=f"{type(error).__name__}: {error}"[:500])
        yield result
        if not result.more:
            return


def _at_once(step: Step, group: Group) -> Iterator[list[Record]]:
    yield step(group)


def title(step: Step | GlobalStep) -> str:
    """The step's name, that of the inner step for the halves of a global one."""
    inner = getattr(step, "step", None)
    return f"{inner.name}/{step.name}" if inner is not None else step.name


def settings_digest(step: Step | GlobalStep) -> str:
    """Digest of what decides what a step gives for every group: its class, version and fields, those set aside left out."""
    inner = getattr(step, "step", None)
    return digest([type(step).__name__, _fields(inner if inner is not None else step)])


def _fields(value: Any) -> Any:
    body = {f.name: _settings(getattr(value, f.name)) for f in fields(value) if not f.metadata.get("aside")}
    return {"class": type(value).__name__, "version": getattr(value, "version", ""), **body}


def _settings(value: Any) -> Any:
    """A JSON-like form of one field; a global value with a `version` of its own stands by that version alone."""
    if is_dataclass(value) and not isinstance(value, type):
        version = getattr(value, "version", None)
        return {"class": type(value).__name__, "version": version} if isinstance(version, str) else _fields(value)
    if isinstance(value, (tuple, list)):
        return [_settings(v) for v in value]
    if isinstance(value, dict):
        return {str(k): _settings(v) for k, v in value.items()}
    return value


def dump(step: Step) -> bytes:
    """The step as bytes, for another process."""
    return pickle.dumps(step, protocol=5)


def load(data: bytes) -> Step:
    """The step again. Only ever fed with what this program itself dumped."""
    step: Step = pickle.loads(data)  # noqa: S301 - our own bytes over our own pipe
    return step
