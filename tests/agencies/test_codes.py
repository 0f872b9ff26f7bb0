"""Identifiers and dossier codes in the shapes that are really in use (domain §2.1, §2.2)."""

from datetime import date

import pytest

from agencies.codes import BadCode, normalise, parent_of, read_dossier_code, write_dossier_code


@pytest.mark.parametrize(
    "given, kept",
    [
        ("H15.50.05.13", "H15.50.05.13"),
        ("G09.20", "G09.20"),
        ("H09", "H09"),
        ("000.00.01.H22", "H22.01"),
        ("000.00.00.H17", "H17"),
        ("38.98.H29", "H29.98.38"),
        ("005.00.01.H22", "H22.01.00.005"),
        (" h15.50.05.13 ", "H15.50.05.13"),
    ],
)
def test_both_orders_are_read_and_the_new_one_is_kept(given: str, kept: str) -> None:
    assert normalise(given) == kept
    assert normalise(kept) == kept


@pytest.mark.parametrize("text", ["", "H", "H1", "X09", "H09.", "H09.1234", "1.001193", "H09-01", "H09.01;DROP"])
def test_what_is_no_identifier(text: str) -> None:
    with pytest.raises(BadCode):
        normalise(text)


def test_parents_by_groups() -> None:
    assert parent_of("H09.21.23") == "H09.21"
    assert parent_of("H09") is None


@pytest.mark.parametrize(
    "text, unit, day, sequence",
    [
        ("H15.50.05.13-261008-0975", "H15.50.05.13", date(2026, 10, 8), 975),
        ("000.00.01.H29-260310-0420", "H29.01", date(2026, 3, 10), 420),
        ("38.98.H29-210519-0013", "H29.98.38", date(2021, 5, 19), 13),
        ("G09.20-20260609-0092637", "G09.20", date(2026, 6, 9), 92637),
        ("h09.21.23-261123-0001", "H09.21.23", date(2026, 11, 23), 1),
    ],
)
def test_dossier_codes_are_taken_apart(text: str, unit: str, day: date, sequence: int) -> None:
    code = read_dossier_code(text)
    assert (code.unit, code.day, code.sequence) == (unit, day, sequence)


@pytest.mark.parametrize(
    "text", ["H09.21-261323-0001", "H09.21-261123-001", "H09.21-2611233-0001", "261123-0001", "H09.21-261123"]
)
def test_what_is_no_dossier_code(text: str) -> None:
    with pytest.raises(BadCode):
        read_dossier_code(text)


def test_what_is_written_is_read() -> None:
    text = write_dossier_code("H09.21.23", date(2026, 11, 23), 7)
    assert text == "H09.21.23-261123-0007"
    assert read_dossier_code(text).sequence == 7
    assert write_dossier_code("H09", date(2026, 11, 23), 12345).endswith("-12345")
    with pytest.raises(BadCode):
        write_dossier_code("H09", date(2026, 11, 23), 0)
