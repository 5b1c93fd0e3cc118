"""Who is reading, which decides what may be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Locale

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class Reader:
    """The public in one language, or an editor looking at a preview.

    `is_preview` widens nothing but the page being previewed; lists around it stay public.
    """

    locale: Locale
    is_preview: bool = False

    @property
    def language(self) -> str:
        """Language code, as in the URL."""
        return self.locale.language_code

    @classmethod
    def of(cls, request: HttpRequest, locale: Locale | None = None) -> Reader:
        """The reader behind a request; the locale of the page where there is one."""
        return cls(
            locale=locale or Locale.get_active(),
            is_preview=bool(getattr(request, "is_preview", False)),
        )
