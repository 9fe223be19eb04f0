"""All kinds of record by name. In: nothing. Out: the map from a record's kind to its class, and the classes a home is read from."""

from functools import cache

from . import evidence, intake, lineage, renditions, speech, weight
from .identity import Record


@cache
def kinds() -> dict[str, type[Record]]:
    """Record kind (lower case class name, as in ids) -> class, for every record of the model."""
    found = (value for part in (intake, renditions, speech, lineage, evidence, weight) for value in vars(part).values())
    return {k.__name__.lower(): k for k in found if isinstance(k, type) and issubclass(k, Record) and k is not Record}


def kind_of(record_id: str) -> str:
    """The kind that an id names, the part before its colon."""
    return record_id.partition(":")[0]
