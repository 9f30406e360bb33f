"""SIREN, SIRET and RNA numbers that pass their checks and show that they are invented.

Which numbers, and why: docs/decisions/0041-numbers-of-the-generated-country.md.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from .hashing import Whole

# Eight digits, before the check digit of the SIREN.
_FIRST_BODY = 99_000_000
_COUNTRY_ROOM = 900_000  # up to 99 899 999: a country at 1/32
PLANTED_BODY = 99_900_000
PLANTED_ROOM = 99_000  # up to 99 998 999; numbers in 99999 are the demonstration's (docs/decisions/0021)

# Establishments are counted from 9900: no real one has a NIC that begins so.
FIRST_NIC = 9900

WALDEC_COUNTRY, WALDEC_PLANTED, WALDEC_ALONE = 0, 7_000_000, 8_000_000


def luhn_digit(numbers: Whole) -> Whole:
    """The digit to add on the right of each number so that it passes Luhn's check."""
    rest, total, double = numbers.astype(np.int64), np.zeros(len(numbers), dtype=np.int64), True
    while rest.any():
        digit = rest % 10
        if double:
            digit = digit * 2
            digit = np.where(digit > 9, digit - 9, digit)
        total += digit
        rest = rest // 10
        double = not double
    check: Whole = (10 - total % 10) % 10
    return check


def country_siren(order: Whole) -> Whole:
    """The SIREN of the unit number `order`: 99… for the first 900 000, then beginning by 0, 1 or 2."""
    body = np.where(order < _COUNTRY_ROOM, _FIRST_BODY + order, order)
    return body * 10 + luhn_digit(body)


def planted_siren(order: Whole) -> Whole:
    """The SIREN of a planted unit; raises ValueError in French when there are more than the room has."""
    if len(order) and int(order.max()) >= PLANTED_ROOM:
        raise ValueError(f"Le plan demande trop d’organisations : {PLANTED_ROOM} au plus.")
    body = PLANTED_BODY + order
    return body * 10 + luhn_digit(body)


def siret(siren: Whole, number: Whole) -> Whole:
    """The SIRET of an establishment, from its number in its unit (four digits, FIRST_NIC and on)."""
    body = siren * 10_000 + number
    return body * 10 + luhn_digit(body)


def digits(numbers: Whole, width: int) -> pa.StringArray:
    """Numbers written with all their zeros, `width` digits each."""
    table = np.empty((len(numbers), width), dtype=np.uint8)
    rest = numbers.astype(np.int64)
    for column in range(width - 1, -1, -1):
        table[:, column] = 48 + rest % 10
        rest = rest // 10
    offsets = np.arange(len(numbers) + 1, dtype=np.int32) * width
    return pa.StringArray.from_buffers(len(numbers), pa.py_buffer(offsets), pa.py_buffer(table.tobytes()))


def waldec(number: int) -> str:
    """The RNA identifier of an association: department 99, which has no registry, then 9X to 9Z beyond."""
    if number < 10_000_000:
        return f"W99{number:07d}"
    letter = "XYZ"[(number - 10_000_000) // 10_000_000]
    return f"W9{letter}{number % 10_000_000:07d}"


def waldec_of_country(order: int) -> int:
    """The number, for `waldec`, of the unit number `order` of the country."""
    return order if order < WALDEC_PLANTED else order + 3_000_000


def former_number(number: int) -> str:
    """The number of an association of before the RNA, in the same department 99."""
    return f"99{number % 3 + 1}{'PS'[number % 2]}099{number:08d}"
