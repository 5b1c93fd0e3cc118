"""A data package in one file: the tables, their metadata, and a few words on how to read them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from priorities.open_data.csv_files import figure_pieces, measure_pieces
from priorities.open_data.csvw import csvw_of
from priorities.open_data.json_files import json_of
from priorities.open_data.offers import Offer
from priorities.open_data.packages import Sizes, package_of
from priorities.open_data.tables import (
    CSVW,
    DATA,
    MEASURES,
    PACKAGE,
    description_of,
)

#: Bytes that stay in memory while a package is made; what is more goes to a file.
IN_MEMORY = 1_000_000
#: The earliest day that a ZIP file can tell: the same content makes the same bytes.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def packed(offer: Offer) -> IO[bytes]:
    """The package, open at its beginning; whoever gets it closes it."""
    with ExitStack() as failing:
        file = failing.enter_context(tempfile.SpooledTemporaryFile(IN_MEMORY))
        with ZipFile(file, "w", ZIP_DEFLATED) as book:
            sizes: Sizes = {DATA: add(book, DATA, figure_pieces(offer))}
            if offer.is_plan:
                sizes[MEASURES] = add(book, MEASURES, measure_pieces(offer))
            add(book, CSVW, [json_of(csvw_of(offer, is_packed=True)).encode()])
            add(book, PACKAGE, [json_of(package_of(offer, sizes)).encode()])
            add(book, "README.txt", [notes(offer).encode()])
        file.seek(0)
        failing.pop_all()
        return file


def add(book: ZipFile, name: str, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Write one file; its size in bytes and the SHA-256 of them."""
    info = ZipInfo(name, NO_TIME)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    size, digest = 0, hashlib.sha256()
    with book.open(info, "w", force_zip64=True) as part:
        for piece in pieces:
            part.write(piece)
            size += len(piece)
            digest.update(piece)
    return size, digest.hexdigest()


def notes(offer: Offer) -> str:
    """What a person who opens the package reads first, in the language of the address."""
    licences = ", ".join(" ".join(filter(None, pair)) for pair in offer.licences)
    sources = ", ".join(" ".join(filter(None, pair)) for pair in offer.sources)
    lines = [
        offer.title,
        description_of(offer),
        _("Page: %(url)s") % {"url": offer.url},
        _("Source: %(name)s") % {"name": sources} if sources else "",
        _("Licence: %(name)s") % {"name": licences} if licences else "",
        _(
            "%(file)s has the figures, one to a row. An empty figure is withheld; its marker says "
            "why. Text is UTF-8, dates are year-month-day, numbers have a point."
        )
        % {"file": DATA},
        _("%(csvw)s and %(package)s describe every column, for programs.")
        % {"csvw": CSVW, "package": PACKAGE},
    ]
    return "\n\n".join(filter(None, lines)) + "\n"
