"""Numbers as people write them: separators, signs, money, percentages, a marker behind.

How a column writes its decimals is decided from all its values (`DecimalEvidence`), never value
by value: "1,234" alone says nothing.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from priorities.imports.sheets import Cell

#: What a stored figure can hold.
MOST_DIGITS = 20
DECIMALS = 6
LARGEST = Decimal(10) ** (MOST_DIGITS - DECIMALS)
ONE = Decimal(1)
SMALLEST_STEP = Decimal(1).scaleb(-DECIMALS)

POINT, COMMA = ".", ","
MARKS = (POINT, COMMA)
BLANKS = re.compile(r"[\s\u00a0\u202f\u2009\u2066-\u2069\u200e\u200f]+")
MINUS = str.maketrans({"−": "-", "–": "-", "\u066b": ".", "\u066c": "'", "’": "'", "٪": "%"})
MONEY = re.compile(
    r"^(-?\(?-?)(?:£|€|\$|¥|zł|GBP|EUR|USD|PLN)|(?:£|€|\$|¥|zł|GBP|EUR|USD|PLN)$", re.I
)
SHAPE = re.compile(r"(?P<sign>[-+]?)(?P<body>\d[\d.,']*|[.,]\d+)(?P<exponent>[eE][-+]?\d+)?")
#: What most cells look like, by the decimal mark: read without further ado.
PLAIN = {
    POINT: re.compile(r"-?(?:\d{1,13}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,6})?", re.ASCII),
    COMMA: re.compile(r"-?(?:\d{1,13}|\d{1,3}(?:\.\d{3}){1,3})(?:,\d{1,6})?", re.ASCII),
}
#: A number, then what may be a marker: "123 [p]", "123p", "45%*".
TRAILED = re.compile(r"^(?P<number>.*\d\s*%?\)?)\s*(?P<marker>\[?[^\d\s%()]{1,4}\]?|\([^\d\s]\))$")
#: What programs write for numbers that are none.
NO_NUMBERS = re.compile(r"[-+]?(nan|inf|infinity)", re.I)


class NumberFault(enum.StrEnum):
    """Why a text is no number that can be kept."""

    FORMULA = "formula"
    NO_NUMBER = "no_number"
    NOT_FINITE = "not_finite"
    TOO_LARGE = "too_large"
    TOO_MANY_DIGITS = "too_many_digits"
    SEPARATORS = "separators"


class BadNumberError(Exception):
    """A text that is no number; `fault` says why."""

    def __init__(self, fault: NumberFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number as written: 45 for "45%", with `is_percent` beside it."""

    value: Decimal
    is_percent: bool = False
    was_rounded: bool = False


def cleaned(text: str) -> str:
    """Without blanks between digits, with one kind of minus, Latin digits kept or made."""
    return BLANKS.sub("", text).translate(MINUS)


def read_number(cell: Cell, decimal_mark: str = POINT, times: Decimal = ONE) -> ReadNumber:
    """The number in a cell; BadNumberError where there is none that can be kept.

    `times` 100 makes percentages of fractions; "45%" stays 45.
    """
    if isinstance(cell, int | float):
        if not isfinite(cell):
            raise BadNumberError(NumberFault.NOT_FINITE)
        return kept(Decimal(repr(cell)) * times, is_percent=False)
    if not isinstance(cell, str):
        raise BadNumberError(NumberFault.NO_NUMBER)
    return read_text(cell, decimal_mark, times)


def read_plain(text: str, decimal_mark: str) -> Decimal | None:
    """The number in a text of the commonest shape; None for all others, which may be numbers."""
    if PLAIN[decimal_mark].fullmatch(text) is None:
        return None
    if decimal_mark == COMMA:
        return Decimal(text.replace(POINT, "").replace(COMMA, POINT))
    return Decimal(text.replace(COMMA, "") if COMMA in text else text)


def read_text(text: str, decimal_mark: str, times: Decimal) -> ReadNumber:
    """The number in a text."""
    if text.lstrip().startswith("="):
        raise BadNumberError(NumberFault.FORMULA)
    if len(text) > 100:
        raise BadNumberError(NumberFault.NO_NUMBER)
    plain = cleaned(text)
    if NO_NUMBERS.fullmatch(plain):
        raise BadNumberError(NumberFault.NOT_FINITE)
    plain = MONEY.sub(r"\1", plain)
    is_percent = plain.endswith(("%", "%)"))
    plain = plain.replace("%", "") if is_percent else plain
    is_bracketed = plain.startswith("(") and plain.endswith(")")
    found = SHAPE.fullmatch(plain[1:-1] if is_bracketed else plain)
    if found is None or (is_bracketed and found["sign"]):
        raise BadNumberError(NumberFault.NO_NUMBER)
    digits = plain_digits(found["body"], decimal_mark)
    if sum(one.isdigit() for one in digits) > MOST_DIGITS:
        raise BadNumberError(NumberFault.TOO_MANY_DIGITS)
    sign = "-" if is_bracketed or found["sign"] == "-" else ""
    exponent = found["exponent"] or ""
    if len(exponent) > 5:
        raise BadNumberError(NumberFault.TOO_LARGE)
    number = Decimal(f"{sign}{digits}{exponent}")
    return kept(number if is_percent else number * times, is_percent=is_percent)


def plain_digits(body: str, decimal_mark: str) -> str:
    """Digits with a point before the decimals; thousands must stand apart in threes."""
    other = COMMA if decimal_mark == POINT else POINT
    whole, *rest = body.split(decimal_mark)
    if len(rest) > 1 or (rest and not is_digits(rest[0])):
        raise BadNumberError(NumberFault.SEPARATORS)
    groups = re.split(f"[{other}']", whole)
    if len(groups) > 1 and not are_thousands(groups):
        raise BadNumberError(NumberFault.SEPARATORS)
    return "".join(groups) + ("." + rest[0] if rest and rest[0] else "")


def is_digits(text: str) -> bool:
    """Only digits, or nothing ("12.")."""
    return not text or text.isdecimal()


def are_thousands(groups: list[str]) -> bool:
    """1,234,567, and 12,34,567 as in India."""
    first, *middle, last = groups
    return 1 <= len(first) <= 3 and len(last) == 3 and all(len(group) in {2, 3} for group in middle)


def kept(value: Decimal, *, is_percent: bool) -> ReadNumber:
    """The number with six decimals at most, halves away from zero."""
    if abs(value) >= LARGEST:
        raise BadNumberError(NumberFault.TOO_LARGE)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -DECIMALS:
        rounded = value.quantize(SMALLEST_STEP, rounding=ROUND_HALF_UP)
        if abs(rounded) >= LARGEST:
            raise BadNumberError(NumberFault.TOO_LARGE)
        return ReadNumber(rounded, is_percent, was_rounded=rounded != value)
    return ReadNumber(value, is_percent)


@dataclass
class DecimalEvidence:
    """What the texts of a column say about its decimal mark.

    `proofs` holds, for each mark, a text that can only be read with it; `open_text` one with a
    single separator and three digits behind it ("1,234", "1.234"), which can be read both ways.
    """

    proofs: dict[str, str] = field(default_factory=dict)
    open_texts: dict[str, str] = field(default_factory=dict)

    def see(self, cell: Cell) -> None:
        """Take one more cell into account."""
        if not isinstance(cell, str) or ("," not in cell and "." not in cell):
            return
        if len(self.proofs) == 1 and PLAIN[self.mark].fullmatch(cell):
            return  # read the same way as the proof: nothing new
        found = SHAPE.search(cleaned(cell[:100]))
        if found is None:
            return
        body = found["body"]
        mark = proven_mark(body)
        if mark:
            self.proofs.setdefault(mark, cell)
        elif body.count(COMMA) + body.count(POINT) == 1:
            self.open_texts.setdefault(COMMA if COMMA in body else POINT, cell)

    @property
    def mark(self) -> str:
        """The decimal mark, or the likelier one."""
        if len(self.proofs) == 1:
            return next(iter(self.proofs))
        return POINT

    @property
    def conflict(self) -> tuple[str, str] | None:
        """Two texts that cannot be read the same way."""
        if len(self.proofs) > 1:
            return self.proofs[POINT], self.proofs[COMMA]
        return None

    @property
    def open_text(self) -> str:
        """A text that nothing else in the column helps to read, or ""."""
        if self.proofs:
            return ""
        return next(iter(self.open_texts.values()), "")


def proven_mark(body: str) -> str:
    """The mark of decimals where a number's own shape shows it, or ""."""
    last = max(body.rfind(POINT), body.rfind(COMMA))
    if last < 0:
        return ""
    mark, other = body[last], COMMA if body[last] == POINT else POINT
    before, after = body[:last], body[last + 1 :]
    if mark in before:
        return "" if other in before else other
    if other in before or "'" in before or len(after) != 3 or before in {"", "0"}:
        return mark
    return "" if len(before) <= 3 else mark
