"""The version of Hearsay. In: nothing. Out: one string, the same as in pyproject.toml (a test keeps it so)."""

VERSION = "0.1.0"
