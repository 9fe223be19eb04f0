"""Writes the JSON Schemas of `hearsay show CASE TABLE --json` anew.

In: the rows of hearsay.views.contract. Out: src/hearsay/views/schemas/<table>.json, one for each table and no other.
"""

from pathlib import Path

from hearsay.views.contract import TABLES, schema_text

FOLDER = Path(__file__).parents[1] / "src" / "hearsay" / "views" / "schemas"


def main() -> None:
    """Write every schema and remove those of tables that are no more."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.json"):
        if path.stem not in TABLES:
            path.unlink()
    for table in TABLES:
        (FOLDER / f"{table}.json").write_text(schema_text(table), "utf-8")


if __name__ == "__main__":
    main()
