"""What all rows share. In: nothing. Out: the base of every row of the contract."""

from msgspec import Struct


class Row(Struct, frozen=True, kw_only=True, omit_defaults=False):
    """A row of a table."""
