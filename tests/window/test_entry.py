from __future__ import annotations

from decimal import Decimal

import pytest

from app.report.values import Value
from app.window.table.entry import NotANumber, typed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("１２", 12),
        ("=30+4", 34),
        ("＝30＋4－1", 33),
        ("1。5", Decimal("1.5")),
        ("1,437.1432", Decimal("1437.1432")),
        ("12件", 12),
        (" 0 ", 0),
        ("-3", -3),
        ("", None),
        ("　", None),
    ],
)
def test_what_a_clerk_types_is_understood(text: str, value: Value | None) -> None:
    assert typed(text) == value


@pytest.mark.parametrize("text", ["无", "12a", "=", "1.2.3", "=3*4", "12,34", "1e5", "１２日"])
def test_what_is_no_number_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotANumber, match="不是数字，没有填入"):
        typed(text)


def test_a_decimal_that_is_whole_is_a_count() -> None:
    assert repr(typed("12.0")) == "12"
