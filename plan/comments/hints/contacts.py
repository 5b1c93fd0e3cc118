"""Contact details: addresses of mail, telephone numbers, homes, accounts elsewhere.

Every repetition in these patterns is bounded, so that no text takes them long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
#: How “at” and “dot” are written out, in the languages of the British Isles and Europe.
AT = r"(?:at|arroba|arobase|małpa|chiocciola|klammeraffe|apenstaartje|آت|أت)"
DOT = r"(?:dot|punto|point|kropka|punkt|ponto|punt|نقطة|دوت)"
ENDING = r"(?:com|org|net|info|uk|co|gov|ac|edu|eu|ie|de|fr|pl|es|pt|it|nl|ro|io|me)"
SPACE = r"[ \t]{0,3}"
#: An account's name, spelt-out signs in brackets or between spaces, and an ending there is.
SPELT = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:[ \t]{{1,3}}{AT}[ \t]{{1,3}}|{SPACE}[\[({{<]{SPACE}(?:{AT}|@)"
    rf"{SPACE}[\])}}>]{SPACE})[\w-]{{1,63}}"
    rf"(?:(?:[ \t]{{1,3}}{DOT}[ \t]{{1,3}}|{SPACE}[\[({{<]{SPACE}(?:{DOT}|\.){SPACE}[\])}}>]{SPACE}"
    rf"|\.)[\w-]{{1,63}}){{0,3}}"
    rf"(?:[ \t]{{1,3}}{DOT}[ \t]{{1,3}}|{SPACE}[\[({{<]{SPACE}(?:{DOT}|\.){SPACE}[\])}}>]{SPACE}"
    rf"|\.){ENDING}(?!\w)",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?<![\w.,/+-])(?:\+ ?)?\(?[0-9](?:[ \t\u00a0\u2009\u202f().\-‐‑–/]{0,3}[0-9]){6,18}(?![\w/])"
)
DATE = re.compile(r"(?<![0-9./-])[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{2,4}(?![./-]?[0-9])")
#: Nine digits as in Poland, ten as in North America.
GROUPED = ([3, 3, 3], [3, 3, 4])
POSTCODE = re.compile(
    r"(?<!\w)[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}(?!\w)", re.IGNORECASE
)
STREET = (
    r"street|st|road|rd|avenue|ave|lane|ln|close|court|ct|drive|gardens|gdns|square|sq|terrace|way|"
    r"place|house|flat|grove|hill|crescent|row|mews|walk|estate|tower|rise|view|green|park|yard"
)
STREET_WORD = re.compile(rf"(?<!\w)(?:{STREET})(?!\w)", re.IGNORECASE)
#: The number of a house; a year is none.
HOUSE = re.compile(r"(?<![\w./-])(?!(?:19|20)[0-9]{2}(?!\w))[0-9]{1,4}[a-z]?(?![\w./-])", re.I)
#: Ends what belongs to one address; an abbreviated street does not.
ENDS_ADDRESS = re.compile(r"[!?;]|(?<!\bst)(?<!\brd)(?<!\bave)\.\s", re.IGNORECASE)
#: Characters before a postcode that are looked at, and postcodes of one text.
BEFORE, MOST_HOMES = 130, 50
HANDLE = re.compile(
    r"(?<![\w@./-])@[A-Za-z_][\w.]{2,30}"
    r"|(?<!\w)(?:instagram|insta|twitter|tiktok|snapchat|telegram|whatsapp|facebook|discord)"
    r"[ ]?[:=][ ]?@?[\w.]{3,30}",
    re.IGNORECASE,
)


def contact_details(text: str) -> list[str]:
    """What leads to a person, in the order of its kinds."""
    emails = [*found(EMAIL, text), *found(SPELT, text)]
    return [*emails, *phone_numbers(text), *homes(text), *found(HANDLE, text)]


def found(pattern: re.Pattern[str], text: str) -> list[str]:
    """What a pattern finds."""
    return [match.group().strip(" .,") for match in pattern.finditer(text)]


def in_ascii_digits(text: str) -> str:
    """The text with digits of any script as 0 to 9, every character in its place."""
    if text.isascii():
        return text
    digits = {ord(each): str(unicodedata.digit(each)) for each in set(text) if each.isdecimal()}
    return text.translate(digits)


def phone_numbers(text: str) -> Iterator[str]:
    """Telephone numbers as they were written; dates and sums of money are none."""
    plain = DATE.sub(lambda date: "x" * len(date.group()), in_ascii_digits(text))
    for match in NUMBER.finditer(plain):
        if is_phone_number(match.group()):
            yield text[match.start() : match.end()].strip(" (")


def is_phone_number(written: str) -> bool:
    """Whether digits with spaces and signs between are a telephone number.

    With a country's code eight to fifteen digits (ITU-T E.164 has fifteen at most); without one
    those that begin with 0, and those grouped as some countries do.
    """
    groups = re.findall("[0-9]+", written)
    digits = "".join(groups)
    if digits.endswith("000000") or len(set(digits)) == 1:
        return False
    if written.startswith("+") or digits.startswith("00"):
        return 8 <= len(digits.removeprefix("00")) <= 15
    if digits.startswith("0"):
        return len(groups[0]) > 1 and 9 <= len(digits) <= 12
    return [len(group) for group in groups] in GROUPED and not digits.endswith("000")


def homes(text: str) -> Iterator[str]:
    """British postcodes with the number of a house before them: together they are one door."""
    for match in islice(POSTCODE.finditer(text), MOST_HOMES):
        before = text[max(0, match.start() - BEFORE) : match.start()]
        if house := house_in(before):
            yield f"{house}{match.group()}"


def house_in(before: str) -> str:
    """What stands before a postcode from the number of a house on: alone, or with a street."""
    ends = [end.end() for end in ENDS_ADDRESS.finditer(before)]
    numbers = list(HOUSE.finditer(before, ends[-1] if ends else 0))
    streets = [street.start() for street in STREET_WORD.finditer(before)]
    for number in numbers:
        is_alone = not before[number.end() :].strip(" ,\n")
        if is_alone or (streets and number.end() < streets[-1]):
            return before[number.start() :]
    return ""
