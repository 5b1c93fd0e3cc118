"""The text of a file as data, without what no form holds."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plan.consultation.form_files.faults import Fault, FormFileError

#: Longest file, in bytes.
LARGEST = 2_000_000
#: A form nests its values ten deep at most.
DEEPEST = 30


class RefusedError(ValueError):
    """Valid for JSON, but not here."""


def parse(text: str | bytes) -> Any:
    """The data of a file; FormFileError where it is no JSON that could be a form."""
    try:
        if len(text) > LARGEST:
            raise RefusedError(_("The file is too long: a form has up to 2 MB."))
        words = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        given = json.loads(
            words,
            parse_float=Decimal,
            parse_constant=refuse_constant,
            object_pairs_hook=refuse_doubles,
        )
        look_through(given)
    except RefusedError as error:
        raise FormFileError([Fault("", str(error))]) from None
    except json.JSONDecodeError as error:
        words = _("This is not JSON. Look at line %(line)d, character %(column)d.")
        place = {"line": error.lineno, "column": error.colno}
        raise FormFileError([Fault("", words % place)]) from None
    except (ValueError, RecursionError):
        words = _("This cannot be read as JSON in UTF-8.")
        raise FormFileError([Fault("", words)]) from None
    return given


def refuse_constant(name: str) -> Any:
    """Python reads NaN and Infinity, JSON does not have them."""
    raise RefusedError(_("“%(name)s” is no number.") % {"name": name})


def refuse_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of two values with one name one would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise RefusedError(_("“%(name)s” is there twice in one place.") % {"name": double})
    return found


def look_through(given: Any, depth: int = 0) -> None:
    """No database keeps null characters and half characters."""
    if depth > DEEPEST:
        raise RefusedError(_("The values are nested too deep to be a form."))
    if isinstance(given, str):
        if any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in given):
            raise RefusedError(_("There is a character in it that cannot be stored."))
    elif isinstance(given, dict):
        for name, value in given.items():
            look_through(name, depth + 1)
            look_through(value, depth + 1)
    elif isinstance(given, list):
        for value in given:
            look_through(value, depth + 1)
