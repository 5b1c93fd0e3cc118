"""A passage of the plan beside the question that is asked about it.

Its words are stored with the form version in each language, as they were when it was published.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import Page

from plan.blocks.passages import KeyBlock
from plan.consultation.definition import ContentDefinition
from plan.consultation.questions.base import ContentType, show_if_block
from plan.consultation.questions.contents.blocks import ContentBlock
from plan.models import Passage
from plan.queries import open_to
from plan.readers import Reader
from plan.shown_passages import passage_url

if TYPE_CHECKING:
    from django.http import HttpRequest

UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
#: The end of a permanent link: the page's translation key and the block's id.
IDENTITY = re.compile(rf"({UUID})/({UUID})/?(?:[?#]\S*)?\s*$")
NO_LINK = _(
    "This is no link to a passage. Open the passage in the plan and copy “Link to this passage”."
)
NO_PASSAGE = _("No published passage has this link. Publish its page first, or copy another link.")


def identity_in(link: str) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Translation key and block id at the end of a permanent link; None where it has none."""
    found = IDENTITY.search(link or "")
    return (uuid.UUID(found[1]), uuid.UUID(found[2])) if found else None


class PassageContentBlock(ContentBlock):
    """A passage, by its permanent link."""

    link = KeyBlock(
        label=_("link to the passage"),
        regex=r"^\S{1,500}$",
        help_text=_("Open the passage in the plan and copy “Link to this passage”."),
        error_messages={"invalid": NO_LINK},
    )
    show_if = show_if_block()

    def clean(self, value: Any) -> Any:
        """Refuse what is no link, and links that lead to nothing published."""
        cleaned = super().clean(value)
        identity = identity_in(cleaned["link"])
        if identity is None:
            raise StructBlockValidationError({"link": ValidationError(NO_LINK)})
        key, block_id = identity
        if not Passage.objects.filter(translation_key=key, block_id=block_id).exists():
            raise StructBlockValidationError({"link": ValidationError(NO_PASSAGE)})
        return cleaned

    def get_preview_value(self) -> Any:
        """The first passage of any plan."""
        found = Passage.objects.filter(kind="paragraph").order_by("plan", "position").first()
        link = passage_url(found.translation_key, found.block_id) if found else ""
        return self.normalize({"link": link})

    class Meta:
        icon = "openquote"
        label = _("passage of the plan")
        description = _("Shows the words people are asked about, with number and link.")


class PassageContent(ContentType):
    """A passage of the plan."""

    name = "content_passage"
    label = _("passage of the plan")
    block_class = PassageContentBlock
    template = "plan/consultation/contents/passage.html"
    #: Names under which the words of a passage are stored.
    nothing: ClassVar[dict[str, str]] = {"text": "", "html": "", "number": "", "title": ""}

    def settings(self, value: Any) -> dict[str, Any]:
        """The passage's identity, which no edit of the plan changes."""
        key, block_id = identity_in(value["link"]) or ("", "")
        return {"passage": str(key), "block": str(block_id)}

    def texts(self, value: Any, language: str) -> dict[str, str]:
        """Its words, number and page in this language; nothing where it is not published."""
        identity = identity_in(value["link"])
        passage = passage_in(language, *identity) if identity and language else None
        if passage is None:
            return self.nothing
        return {
            "text": passage.text,
            "html": html_of(passage),
            "number": passage.number,
            "title": passage.page.title,
        }


def passage_in(language: str, key: uuid.UUID, block_id: uuid.UUID) -> Passage | None:
    """The passage as it is published in a language."""
    found = Passage.objects.filter(
        translation_key=key, block_id=block_id, locale__language_code=language
    )
    return found.select_related("page").first()


def html_of(passage: Passage) -> str:
    """The passage as HTML of the editor, where it is text with paragraphs or points."""
    body = getattr(passage.page.specific, "body", None) or ()
    block = next((one for one in body if str(one.id) == str(passage.block_id)), None)
    if block is None or block.block_type not in {"paragraph", "list", "callout"}:
        return ""
    value = block.value["text"] if block.block_type == "callout" else block.value
    return str(value.source)


@dataclass(frozen=True)
class PassagePlace:
    """Whether a reader may see a passage now, and where it stands; no address if nowhere."""

    is_shown: bool = True
    url: str = ""


def place_of(content: ContentDefinition, request: HttpRequest | None) -> PassagePlace:
    """Ask whether the page of a passage has been shut for this reader since, or taken down."""
    identity = (content.settings["passage"], content.settings["block"])
    if request is None or not identity[0]:
        return PassagePlace()
    reader = Reader.of(request)
    pages = Page.objects.filter(translation_key=identity[0]).annotate(is_open=open_to(reader))
    rows = list(pages.values_list("is_open", "live", "alias_of", "locale"))
    if not all(is_open for is_open, _live, _alias, _locale in rows):
        return PassagePlace(is_shown=False)
    is_there = (True, True, None, reader.locale.pk) in rows
    return PassagePlace(url=passage_url(uuid.UUID(identity[0]), identity[1]) if is_there else "")


TYPES = [PassageContent()]
