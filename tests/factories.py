"""Makes pages as an editor would: saved, given a revision, published, and indexed.

What production does when a transaction commits is done here too, although tests roll theirs back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import count
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import TestCase
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.models import HomePage, InformationPage
from plan.actions.create_roles import create_roles
from plan.actions.index_passages import index_plan
from plan.models import Organisation, PlanKind, PlanPage, SectionPage, StatementPage
from tests.replaying import replayed

AnyPage = TypeVar("AnyPage", bound=Page)
#: A block as its type and raw value; plain words are a paragraph.
RawBlock = str | tuple[str, Any]

numbers = count(1)


def committing() -> Any:
    """A context in which what waits for the commit happens at its end."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def make_locale(language: str) -> Locale:
    """A language that is switched on."""
    return Locale.objects.get_or_create(language_code=language)[0]


def make_site(**fields: Any) -> HomePage:
    """A site whose front page is published in English; the existing one when there is one."""
    make_locale("en")
    found = HomePage.objects.filter(locale__language_code="en", depth=2).first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    home = HomePage(**{"title": "Plans", "slug": "start", "summary": "All our plans.", **fields})
    root.add_child(instance=home)
    publish(home)
    site, _ = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    site.root_page = home
    site.hostname, site.port, site.site_name = "testserver", 80, "Plans"
    site.save()
    Page.objects.filter(depth=2, title__startswith="Welcome to").exclude(pk=home.pk).delete()
    return home


def publish(page: AnyPage) -> AnyPage:
    """Publish the page as it is in memory, and return it as it is in the database."""
    with committing():
        page.save_revision().publish()
    return fresh(page)


def fresh(page: AnyPage) -> AnyPage:
    """The page as it is in the database now."""
    return type(page).objects.get(pk=page.pk)


def add(parent: Page, page: AnyPage, *, is_live: bool = True) -> AnyPage:
    """Put a page below another, published or as a draft."""
    page.live = False
    page.slug = page.slug or f"page-{next(numbers)}"
    with committing():
        fresh(parent).add_child(instance=page)
    if is_live:
        return publish(page)
    page.save_revision()
    return fresh(page)


@replayed
def make_kind(**fields: Any) -> PlanKind:
    """A kind of plan with the usual names of its levels."""
    return PlanKind.objects.create(
        **{"name": "Police and Crime Plan", "locale": make_locale("en"), **fields}
    )


@replayed
def make_organisation(**fields: Any) -> Organisation:
    """A body that owns plans."""
    return Organisation.objects.create(
        **{"name": "Office of the Mayor", "kind": "owner", "locale": make_locale("en"), **fields}
    )


@replayed
def make_plan(parent: Page | None = None, *, is_live: bool = True, **fields: Any) -> PlanPage:
    """A plan below the front page, in consultation unless said otherwise."""
    given = {
        "title": "Safer together",
        "summary": "What we want to change in four years.",
        "stage": "in_consultation",
        **fields,
    }
    given.setdefault("kind", None)
    given["kind"] = given["kind"] or make_kind()
    given["organisation"] = given.get("organisation") or make_organisation()
    return add(parent or make_site(), PlanPage(**given), is_live=is_live)


def blocks(raw: Iterable[RawBlock]) -> list[dict[str, Any]]:
    """Raw stream data with an identity for each block."""
    pairs = [("paragraph", f"<p>{item}</p>") if isinstance(item, str) else item for item in raw]
    return [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in pairs]


def stream(page_type: type[Page], raw: Iterable[RawBlock]) -> Any:
    """The value of a page type's body."""
    field = page_type._meta.get_field("body")
    return field.stream_block.to_python(blocks(raw))


@replayed
def make_section(
    plan: Page, body: Sequence[RawBlock] = (), *, is_live: bool = True, **fields: Any
) -> SectionPage:
    """A chapter; `body` is words or pairs of block type and raw value."""
    given = {"title": f"Chapter {next(numbers)}", **fields}
    text = body or ("We listen.", "We act.")
    page = SectionPage(body=stream(SectionPage, text), locale=plan.locale, **given)
    return add(plan, page, is_live=is_live)


def make_sections(plan: Page, number: int, **fields: Any) -> list[SectionPage]:
    """Many published chapters at once, with the index rebuilt once at the end."""
    parent, pages = fresh(plan), []
    for _ in range(number):
        place = next(numbers)
        given = {"title": f"Chapter {place}", "slug": f"page-{place}", **fields}
        page = SectionPage(body=stream(SectionPage, ["We listen."]), locale=plan.locale, **given)
        pages.append(parent.add_child(instance=page))
    index_plan(plan_page=parent.specific)
    return pages


@replayed
def make_statement(
    plan: Page, body: Sequence[RawBlock] = (), *, is_live: bool = True, **fields: Any
) -> StatementPage:
    """A foreword."""
    given = {"title": "Foreword", "speaker": "Ada Example", "role": "Mayor", **fields}
    text = body or ("Welcome to the plan.", "Please read it.")
    page = StatementPage(body=stream(StatementPage, text), locale=plan.locale, **given)
    return add(plan, page, is_live=is_live)


@replayed
def make_information_page(
    parent: Page | None = None, *, is_live: bool = True, **fields: Any
) -> InformationPage:
    """A page such as the accessibility statement."""
    given = {"title": "Accessibility", "body": "<p>Tell us what does not work.</p>", **fields}
    return add(parent or make_site(), InformationPage(**given), is_live=is_live)


@replayed
def make_roles() -> list[Group]:
    """All groups of staff, and the workflow."""
    return create_roles()


def restrict(page: Page, **fields: Any) -> PageViewRestriction:
    """Put a page, and all below it, behind a password."""
    given = {"restriction_type": PageViewRestriction.PASSWORD, "password": "secret", **fields}
    return PageViewRestriction.objects.create(page=page, **given)


@replayed
def translate(
    page: AnyPage, language: str, publish: bool = True, *, words: str | None = "[{language}] {text}"
) -> AnyPage:
    """Translate through wagtail-localize; `words=None` leaves every segment untranslated.

    Pages above and the snippets they need are translated first where they are not yet.
    """
    from wagtail_localize.models import Translation, TranslationSource

    locale = make_locale(language)
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        if not above.has_translation(locale):
            translate(above, language, publish, words=words)
    with committing():
        for snippet in snippets_of(page):
            if not snippet.has_translation(locale):
                snippet.copy_for_translation(locale).save()
        source, _ = TranslationSource.update_or_create_from_instance(fresh(page))
        found, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
        if words is not None:
            store_translations(found, words)
        found.save_target(publish=publish)
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def snippets_of(page: Page) -> list[Any]:
    """Translatable snippets that a page points to."""
    names = [name for name in ("kind", "organisation") if hasattr(page, f"{name}_id")]
    return [getattr(page, name) for name in names]


def store_translations(translation: Any, words: str) -> None:
    """Translate every segment by a pattern."""
    from wagtail_localize.models import StringSegment, StringTranslation

    language = translation.target_locale.language_code
    for segment in StringSegment.objects.filter(source=translation.source):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": words.format(language=language, text=segment.string.data)},
        )


def make_image(*, title: str = "Picture", is_private: bool = False, **fields: Any) -> Any:
    """A small PNG in the image library."""
    buffer = BytesIO()
    Picture.new("RGB", (64, 48), "navy").save(buffer, "PNG")
    file = ImageFile(BytesIO(buffer.getvalue()), name=f"picture-{next(numbers)}.png")
    return get_image_model().objects.create(title=title, file=file, is_private=is_private, **fields)


def make_document(
    *, title: str = "Report", content: bytes = b"text", is_private: bool = False, **fields: Any
) -> Any:
    """A small file in the document library."""
    file = ContentFile(content, name=fields.pop("name", f"report-{next(numbers)}.pdf"))
    return get_document_model().objects.create(
        title=title, file=file, is_private=is_private, **fields
    )
