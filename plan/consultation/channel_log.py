"""What the log says of responses and forms that came in otherwise than through the website."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter


def formatter(name: str, label: Promise, sentence: Promise, *names: str) -> type[LogFormatter]:
    """A formatter whose sentence is filled from the entry's data, what is missing left empty."""

    def format_message(self: LogFormatter, log_entry: Any) -> str:
        """The sentence."""
        return str(sentence) % {key: log_entry.data.get(key, "") for key in names}

    return type(name, (LogFormatter,), {"label": label, "format_message": format_message})


FORMATTERS: dict[str, type[LogFormatter]] = {
    "enter_response": formatter(
        "EnterResponse",
        gettext_lazy("Enter response"),
        gettext_lazy("Response %(reference)s entered (%(channel)s)"),
        "reference",
        "channel",
    ),
    "attach_scan": formatter(
        "AttachScan",
        gettext_lazy("Attach scan"),
        gettext_lazy("A scan was kept with response %(reference)s"),
        "reference",
    ),
    "check_response": formatter(
        "CheckResponse",
        gettext_lazy("Check response"),
        gettext_lazy("Response %(reference)s compared with what came in"),
        "reference",
    ),
    "correct_response": formatter(
        "CorrectResponse",
        gettext_lazy("Correct response"),
        gettext_lazy("Response %(reference)s corrected: %(reason)s"),
        "reference",
        "reason",
    ),
    "import_responses": formatter(
        "ImportResponses",
        gettext_lazy("Import responses"),
        gettext_lazy("%(number)s responses imported from %(file)s"),
        "number",
        "file",
    ),
    "undo_import": formatter(
        "UndoImport",
        gettext_lazy("Take back import"),
        gettext_lazy("%(number)s responses of %(file)s taken back"),
        "number",
        "file",
    ),
    "import_form": formatter(
        "ImportForm",
        gettext_lazy("Import form"),
        gettext_lazy("A form of %(questions)s questions was put into the draft"),
        "questions",
    ),
}
