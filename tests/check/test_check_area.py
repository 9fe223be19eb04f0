"""The area of the records: the countries that they declare, the box of their events, and names of several places."""

from check_kit import make_claim, make_document, make_place, make_set, make_time

from hearsay.check.scope import find_scope

FAR = ("Far Town", 10.0, 10.0, 0.5)
OTHER = ("Far Town", 12.0, 11.0, 0.4)
DAY = make_time("2016-06-20")


def reasons(country: str, countries: tuple[str, ...], *spots: tuple[str, float, float, float]) -> tuple[str, ...]:
    claim = make_claim(places=(make_place("Far Town", *spots, country=country),), times=(DAY,))
    return find_scope(claim, make_document(), [make_set(countries=countries)]).reasons


def test_a_place_of_a_declared_country_is_covered_wherever_the_events_lie() -> None:
    assert reasons("Lower Marsh", ("LOWER MARSH",), FAR) == ()
    for country, countries in (("", ("Lower Marsh",)), ("Upper Marsh", ("Lower Marsh",)), ("Lower Marsh", ())):
        assert reasons(country, countries, FAR) == ("“Far Town” lies outside the area of the loaded records",)


def test_a_name_of_several_places_outside_says_so() -> None:
    (reason,) = reasons("", (), FAR, OTHER)
    assert reason == "“Far Town” lies outside the area of the loaded records, whichever of 2 places it means"
