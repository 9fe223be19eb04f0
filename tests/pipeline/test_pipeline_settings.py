"""Settings under which no number can be reckoned are refused by name. In: case.toml. Out: CaseInvalid."""

import pytest

from hearsay.errors import CaseInvalid
from hearsay.pipeline.case import decode_case

HEAD = '[case]\ntitle = "x"\n[[inputs]]\npath = "haul"\n'


@pytest.mark.parametrize(
    ("table", "line", "named"),
    [
        ("check", "radius = -5.0", "radius"),
        ("check", "radius = nan", "radius"),
        ("check", "lag = [3, 0]", "lag"),
        ("check", "null_days = 0", "null_days"),
        ("check", "q = [0.9, 0.1]", "q must"),
        ("check", "level = 1.5", "level"),
        ("trace", "shingle = 0", "shingle"),
        ("trace", "sample = 0", "sample"),
        ("weigh", "rho = 2.0", "rho"),
        ("weigh", "report_true = [0.0, 0.0]", "chance"),
        ("ingest", "seconds = 0.0", "seconds"),
        ("ingest", "memory = 1", "memory"),
    ],
)
def test_a_setting_out_of_range_is_refused(table: str, line: str, named: str) -> None:
    with pytest.raises(CaseInvalid, match=named) as caught:
        decode_case(f"{HEAD}[settings.{table}]\n{line}\n".encode())
    assert f"settings.{table}" in caught.value.message


def test_a_negative_count_of_outcomes_is_refused() -> None:
    with pytest.raises(CaseInvalid, match="counts of outcomes"):
        decode_case(f'{HEAD}[[ratings]]\nvoice = "A"\noutcomes = [{{ confirmed = -5 }}]\n'.encode())
