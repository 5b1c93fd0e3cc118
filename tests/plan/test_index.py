"""The passage index follows what is published."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from plan.actions.index_passages import index_plan, index_plan_by_pk
from plan.models import Passage, Plan, PlanPage, SectionPage, TranslationProgress
from tests import factories

pytestmark = pytest.mark.django_db


def numbers(page: SectionPage) -> list[str]:
    """Numbers of a page's passages, in order."""
    rows = page.plan_passages.exclude(kind="field").order_by("position")
    return list(rows.values_list("number", flat=True))


def test_chapters_and_passages_are_counted(plan: PlanPage) -> None:
    first, second = factories.make_section(plan), factories.make_section(plan, ["A."] * 3)
    assert numbers(first) == ["1.1", "1.2"]
    assert numbers(second) == ["2.1", "2.2", "2.3"]
    assert Passage.objects.filter(page=plan).values_list("kind", "number").get() == ("field", "")


def test_rows_keep_their_keys_while_words_change(plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One.", "Two."])
    before = list(chapter.plan_passages.order_by("position").values_list("pk", flat=True))
    raw = [dict(block) for block in chapter.body.get_prep_value()]
    raw[0]["value"] = "<p>Changed.</p>"
    chapter.body = SectionPage._meta.get_field("body").stream_block.to_python(raw[:1])
    factories.publish(chapter)
    after = chapter.plan_passages.values_list("pk", "text").get()
    assert after == (before[0], "Changed.")


def test_a_draft_changes_nothing(plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One."])
    chapter.body = factories.stream(SectionPage, ["Draft."])
    with factories.committing():
        chapter.save_revision()
    assert chapter.plan_passages.get().text == "One."


def test_unpublishing_and_deleting_renumber_the_others(plan: PlanPage) -> None:
    first, second, third = (factories.make_section(plan) for _ in range(3))
    with factories.committing():
        factories.fresh(first).unpublish()
    assert not first.plan_passages.exists()
    assert numbers(second) == ["1.1", "1.2"]
    with factories.committing():
        factories.fresh(second).delete()
    assert numbers(third) == ["1.1", "1.2"]


def test_reordering_renumbers(plan: PlanPage) -> None:
    first, second = factories.make_section(plan), factories.make_section(plan)
    with factories.committing():
        factories.fresh(second).move(factories.fresh(first), pos="left")
    assert numbers(second) == ["1.1", "1.2"]
    assert numbers(first) == ["2.1", "2.2"]


def test_a_chapter_that_moves_to_another_plan(plan: PlanPage) -> None:
    moved, stays = factories.make_section(plan), factories.make_section(plan)
    other = factories.make_plan(kind=plan.kind, organisation=plan.organisation, title="Other")
    keys = set(moved.plan_passages.values_list("pk", flat=True))
    with factories.committing():
        factories.fresh(moved).move(factories.fresh(other), pos="last-child")
    rows = Passage.objects.filter(pk__in=keys)
    record = Plan.objects.get(translation_key=other.translation_key)
    assert set(rows.values_list("plan", flat=True)) == {record.pk}
    assert numbers(stays) == ["1.1", "1.2"]
    with factories.committing():
        factories.fresh(moved).move(factories.fresh(plan), pos="first-child")
    assert numbers(stays) == ["2.1", "2.2"]


def test_an_unpublished_plan_numbers_its_chapters_all_the_same(plan: PlanPage) -> None:
    first, second = factories.make_section(plan), factories.make_section(plan)
    with factories.committing():
        factories.fresh(plan).unpublish()
    assert numbers(first) == ["1.1", "1.2"]
    assert numbers(second) == ["2.1", "2.2"]


def test_each_language_has_rows_of_its_own(plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One."])
    translated = factories.translate(chapter, "pl")
    assert translated.plan_passages.get().text == "[pl] One."
    assert chapter.plan_passages.get().text == "One."
    assert translated.plan_passages.get().block_id == chapter.plan_passages.get().block_id


def test_indexing_a_plan_that_is_gone(plan: PlanPage) -> None:
    index_plan_by_pk(plan.pk + 1000)
    assert index_plan(plan_page=plan) == 1


def test_progress_is_counted_at_publication(plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One.", "Two."])
    copy = factories.translate(chapter, "pl", words=None)
    progress = TranslationProgress.objects.get(page=copy)
    assert (progress.segments, progress.translated_segments) == (3, 0)
    assert str(progress) == "0/3"
    translated = factories.translate(chapter, "pl")
    progress.refresh_from_db()
    assert (progress.segments, progress.translated_segments) == (3, 3)
    assert translated.pk == copy.pk
    assert not TranslationProgress.objects.filter(page=chapter).exists()


def test_a_draft_translation_is_not_counted(plan: PlanPage) -> None:
    chapter = factories.make_section(plan)
    draft = factories.translate(chapter, "pl", publish=False)
    assert not draft.live
    assert not TranslationProgress.objects.filter(page=draft).exists()


def test_everything_can_be_rebuilt(plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One."])
    translated = factories.translate(chapter, "pl")
    Passage.objects.all().delete()
    TranslationProgress.objects.filter(page=translated).delete()
    TranslationProgress.objects.create(page=chapter, segments=1, translated_segments=0)
    out = StringIO()
    call_command("rebuild_plan_index", stdout=out)
    assert out.getvalue() == "Plans: 2. Passages: 4. Translated pages: 3.\n"
    assert numbers(chapter) == ["1.1"]
    assert TranslationProgress.objects.get(page=translated).translated_segments == 2
    assert not TranslationProgress.objects.filter(page=chapter).exists()


def test_without_wagtail_localize_nothing_is_counted(
    plan: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plan.translation.is_localize_installed", lambda: False)
    out = StringIO()
    call_command("rebuild_plan_index", stdout=out)
    assert out.getvalue() == "Plans: 1. Passages: 1. Translated pages: 0.\n"
    assert not TranslationProgress.objects.exists()


def test_a_passage_says_what_it_is(plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One."])
    assert str(chapter.plan_passages.get()) == "1.1 One."
