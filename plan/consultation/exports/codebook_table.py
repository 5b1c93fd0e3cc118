"""The codebook as a table: what the columns and numbers of every file mean."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from plan.consultation.codebook import codebook
from plan.consultation.exports.labels import fixed_values, fixed_words
from plan.consultation.exports.options import ExportOptions
from plan.consultation.models import Consultation


def codebook_rows(
    consultation: Consultation, options: ExportOptions | None = None
) -> Iterator[list[str]]:
    """The codebook as a table: a row for each column, and one for each option's code."""
    yield [_("column"), _("code"), _("meaning"), _("type"), _("first version"), _("last version")]
    values = fixed_values()
    for name, meaning in fixed_words().items():
        yield [name, "", meaning, "", "", ""]
        for value, in_words in values.get(name, {}).items():
            yield [name, value, in_words, "", "", ""]
    for item in codebook(consultation):
        if options and item.question.is_protected and not options.with_protected:
            continue
        versions = [str(item.first_version), str(item.last_version)]
        for name, words in item.columns:
            yield [name, "", words, item.type_label, *versions]
        for code, option in item.coded_options():
            yield [item.code, str(code), option.text, "", *versions]
        for code, row in enumerate(item.question.rows, 1):
            yield [item.code, _("row %(number)d") % {"number": code}, row.text, "", *versions]
