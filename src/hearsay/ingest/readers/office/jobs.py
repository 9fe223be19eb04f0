"""An office file as jobs done one after the other (a sheet, a slide, the members), so that reading can go on at any page.

In: jobs in order, each a stream of pages and members. Out: Readings with cursors. A small file goes without cursors, in one
stroke; after a crash it is done job by job, and the job that is fatal is the only one lost.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hearsay.ingest.reading import Reading, Resume
from hearsay.ingest.source import Source

_SMALL = 2 << 20
_BITS = 24
_MASK = (1 << _BITS) - 1
_QUIET = 100
"""Units that are passed over between two signs of life."""


@dataclass(frozen=True, slots=True)
class Job:
    """One part of the work."""

    name: str
    """For a reader of the report: sheet "Accounts", slide 3."""
    run: Callable[[int], Iterator[Reading]]
    """From the number of its first page to its Readings; each page has that number or one behind it."""


class _Place(NamedTuple):
    """Where reading stands: at which unit of which job, and what number the next page has if the job begins here."""

    job: int
    unit: int
    number: int

    def cursor(self) -> int:
        return 1 + (((self.job << _BITS) + self.unit) << _BITS) + self.number

    @staticmethod
    def of(cursor: int) -> "_Place":
        rest = cursor - 1
        return _Place(rest >> 2 * _BITS, rest >> _BITS & _MASK, rest & _MASK) if cursor else _Place(0, 0, 1)


def done(jobs: Sequence[Job], source: Source, resume: Resume) -> Iterator[Reading]:
    """The Readings of all jobs, from where `resume` says."""
    place = _Place.of(resume.cursor)
    if not resume.cursor and not resume.avoid and source.size <= _SMALL:
        number = 1
        for job in jobs:
            for reading in job.run(number):
                yield replace(reading, cursor=0)
                number = max([number, *(page.number + 1 for page in reading.pages)])
        return
    if not resume.cursor:
        yield Reading(cursor=place.cursor())
    while place.job < len(jobs):
        job, begun = jobs[place.job], place
        if resume.fatal(begun.cursor()):
            place = _Place(begun.job + 1, 0, begun.number + begun.unit)
            yield resume.lost(begun.cursor(), job.name, place.cursor())
            continue
        number = begun.number
        for unit, reading in enumerate(job.run(begun.number)):
            number = max([number, *(page.number + 1 for page in reading.pages)])
            if unit >= begun.unit:
                halfway = any(member.more for member in reading.members)
                yield replace(reading, cursor=0 if halfway else begun._replace(unit=unit + 1).cursor())
            elif unit % _QUIET == _QUIET - 1:
                yield Reading(cursor=begun.cursor())
        place = _Place(begun.job + 1, 0, number)
