"""From plain data to PDF/UA-1.

Templates are ours and fixed; everything that others wrote reaches them as data, which typst takes
for text and never for markup. So nothing needs escaping, and nothing can be forgotten.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import typst

from plan.fonts import families, fonts, printable

#: Definitions that stand before those of each template: page, fonts, blocks of text.
BASE = Path(__file__).parent / "templates" / "base.typ"
#: An accessible PDF: tagged, with language and title, and no letter that cannot be read out.
STANDARD: Literal["ua-1"] = "ua-1"


class CannotPrintError(Exception):
    """No font draws some of the text, or the document would not be accessible."""


def compile_pdf(template: Path, data: dict[str, Any], *, timestamp: int = 0) -> bytes:
    """The document that a template makes of data; the same bytes for the same arguments.

    `template` is a file of typst that may use whatever `base.typ` defines, and imports nothing.
    `data` is what JSON can hold, with `title` and `lang`. Characters that nothing can draw are
    replaced by a mark: whoever must not have that asks `fonts.missing` first.
    """
    given = {"families": families(), **cleaned(data)}
    try:
        compiler = typst.Compiler(
            b"\n".join([BASE.read_bytes(), template.read_bytes()]),
            root=str(template.parent),
            font_paths=fonts(),
            ignore_system_fonts=True,
        )
        pdf = compiler.compile(
            format="pdf",
            sys_inputs={"data": json.dumps(given)},
            pdf_standards=STANDARD,
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise CannotPrintError(error.message) from error
    assert isinstance(pdf, bytes)  # noqa: S101  # one document, not one image a page
    return pdf


def cleaned(value: Any) -> Any:
    """Data with only such characters as can be printed."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: cleaned(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(part) for part in value]
    return value


def texts_in(value: Any) -> str:
    """All text in data, to ask whether it can be printed."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(texts_in(part) for part in value.values())
    if isinstance(value, list | tuple):
        return "".join(texts_in(part) for part in value)
    return ""
