"""A machine that translates, as wagtail-localize asks for one."""

from __future__ import annotations

from typing import Any, ClassVar

from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue


class Recorder(BaseMachineTranslator):
    """Says everything in capitals, and remembers what it was shown."""

    display_name = "Recorder"
    seen: ClassVar[list[str]] = []

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> Any:
        """Capitals, and the language before them."""
        code = target_locale.language_code
        self.seen.extend(string.render_text() for string in strings)
        return {
            string: StringValue.from_plaintext(f"{code}: {string.render_text().upper()}")
            for string in strings
        }

    def can_translate(self, source_locale: Any, target_locale: Any) -> bool:
        """All but Arabic."""
        return "ar" not in (source_locale.language_code, target_locale.language_code)


class Broken(Recorder):
    """Never answers."""

    def translate(self, source_locale: Any, target_locale: Any, strings: Any) -> Any:
        """Fail."""
        raise ConnectionError("No machine.")
