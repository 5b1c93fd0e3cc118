"""A small form, published again with changes, and translated."""

from __future__ import annotations

import copy
import json
from typing import Any

from plan.consultation.models import ConsultationPage, FormTexts
from tests.consultation.factories import (
    form_value,
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.factories import committing, fresh, make_locale, publish

SMALL = [
    section(
        "one",
        "Section one",
        question(
            "single_choice",
            "topic",
            "Which matters?",
            options=[option("a", "Safety"), option("b", "Trust")],
        ),
        question("short_text", "where", "Where do you live?"),
    ),
    section("two", "Section two", question("short_text", "why", "Why?")),
]


def small(**fields: Any) -> ConsultationPage:
    """A consultation with three questions."""
    return make_consultation(sections=copy.deepcopy(SMALL), **fields)


def versions(page: ConsultationPage) -> list[int]:
    """Numbers of the stored versions."""
    return list(record(page).form_versions.values_list("number", flat=True))


def languages(page: ConsultationPage) -> list[tuple[int, str, int]]:
    """Version, language and revision of all stored words."""
    rows = FormTexts.objects.filter(version__consultation=record(page))
    ordered = rows.order_by("version__number", "language", "revision")
    return list(ordered.values_list("version__number", "language", "revision"))


def raw_form(page: ConsultationPage) -> list[dict[str, Any]]:
    """The form as stored, to be changed."""
    return list(fresh(page).form.get_prep_value())


def republish(page: ConsultationPage, raw: list[dict[str, Any]]) -> ConsultationPage:
    """Publish with another form."""
    page = fresh(page)
    page.form = form_value(raw)
    return publish(page)


def reworded(page: ConsultationPage) -> list[dict[str, Any]]:
    """The same form with another word in one question."""
    raw = raw_form(page)
    raw[0]["value"]["questions"][1]["value"]["text"] = "Where do you work?"
    return raw


def moved(page: ConsultationPage) -> list[dict[str, Any]]:
    """The same questions, one of them in the other section."""
    raw = raw_form(page)
    raw[1]["value"]["questions"].append(raw[0]["value"]["questions"].pop())
    return raw


def publish_translation(page: ConsultationPage, language: str) -> None:
    """Publish what is translated by now."""
    from wagtail_localize.models import Translation

    found = Translation.objects.get(
        source__object_id=page.translation_key, target_locale__language_code=language
    )
    with committing():
        found.save_target(publish=True)


def correct(old: str, new: str) -> None:
    """Replace a translated string."""
    from wagtail_localize.models import StringTranslation

    assert StringTranslation.objects.filter(data=old).update(data=new) == 1


def by_hand(page: ConsultationPage, language: str, raw: list[dict[str, Any]]) -> ConsultationPage:
    """A page written in another language without wagtail-localize."""
    locale = make_locale(language)
    for above in page.get_ancestors().filter(depth__gt=1).specific():
        if not above.has_translation(locale):
            if hasattr(above, "kind_id"):
                above.kind.copy_for_translation(locale).save()
                above.organisation.copy_for_translation(locale).save()
            above.copy_for_translation(locale).save_revision().publish()
    copied = fresh(page).copy_for_translation(locale)
    copied.form = form_value(raw)
    copied.save_revision().publish()
    return ConsultationPage.objects.get(pk=copied.pk)


def polish_words(page: ConsultationPage) -> list[dict[str, Any]]:
    """The form with other words under the same ids."""
    return list(json.loads(json.dumps(raw_form(page)).replace("Safety", "Spokój")))
