"""Fonts for paper: those of the package, then those of the machine and of the site.

The package brings Latin, Greek, Cyrillic and Arabic letters. Others are found in the folders of
`PLAN_FONT_DIRS`, by default where Debian's `fonts-noto-core` and `fonts-noto-cjk` put them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import get_language_info

PACKAGED = Path(__file__).parent / "fonts"
USUAL = ("/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto")
SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
#: Shown for a character that no font has.
REPLACEMENT = "\ufffd"
#: First choice; what it lacks comes from fonts named like it.
FAMILY = "Noto Sans"
#: Categories of characters that are never drawn, or mean nothing outside one machine.
UNPRINTABLE = {"Cc", "Cs", "Cn", "Co"}


def font_dirs() -> tuple[Path, ...]:
    """Folders with fonts, our own first: `PLAN_FONT_DIRS`."""
    given = getattr(settings, "PLAN_FONT_DIRS", USUAL)
    return (PACKAGED, *(Path(name) for name in given if Path(name).is_dir()))


def fonts() -> typst.Fonts:
    """What typst draws with."""
    return fonts_in(font_dirs())


@lru_cache(maxsize=4)
def fonts_in(folders: tuple[Path, ...]) -> typst.Fonts:
    """The fonts of some folders; looked up once in each process."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


def families() -> list[str]:
    """Names of families in the order in which letters are looked for."""
    found = [name for name in fonts().families() if name.startswith(f"{FAMILY} ")]
    return [FAMILY, *sorted(found)]


@lru_cache(maxsize=4)
def files_in(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Font files of some folders, those of families without serifs first."""
    found: list[Path] = []
    for folder in folders:
        files = [path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES]
        found += sorted(files, key=lambda path: (not path.name.startswith("NotoSans"), path.name))
    return tuple(found)


def missing(text: str) -> set[str]:
    """Characters of a text that no font draws."""
    wanted = {ord(character) for character in set(text) if not character.isspace()}
    for path in files_in(font_dirs()):
        if not wanted:
            break
        wanted -= set(those_covered(wanted, path))
    return {chr(code) for code in wanted}


def those_covered(wanted: set[int], path: Path) -> Iterator[int]:
    """Those code points that a file draws."""
    from plan.paper.coverage import covered

    for first, last in covered(path):
        yield from (code for code in wanted if first <= code <= last)


def printable(text: str) -> str:
    """The same text with a mark for each character that cannot be printed; line ends stay."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    clean = "".join(REPLACEMENT if is_unprintable(one) else one for one in plain)
    lacking = missing(clean)
    return "".join(REPLACEMENT if one in lacking else one for one in clean)


def is_unprintable(character: str) -> bool:
    """Whether a character is none that anybody writes."""
    return character != "\n" and unicodedata.category(character) in UNPRINTABLE


def has_fonts_for(language: str) -> bool:
    """Whether the letters of a language can be printed, by how it writes its own name."""
    try:
        name = str(get_language_info(language)["name_local"])
    except KeyError:
        name = dict(settings.LANGUAGES).get(language, "")
    return not missing(name)
