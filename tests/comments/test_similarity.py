"""Comments that say nearly the same get one group, whenever and however often that is done."""

from __future__ import annotations

import random
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django_tasks import default_task_backend
from hypothesis import given, settings
from hypothesis import strategies as some

from plan.comments.actions.decide_comment import decide_comment
from plan.comments.actions.group_comments import group_comments
from plan.comments.actions.own_comment import withdraw_comment
from plan.comments.actions.post_comment import Words
from plan.comments.enums import CommentState, Decision
from plan.comments.grouping import group_similar, group_soon
from plan.comments.models import Comment, CommentSettings
from plan.comments.rules import rules_of
from plan.comments.similarity import bands_of, groups_of, plain
from plan.models import Passage
from tests.comments.factories import make_comment, make_settings, post
from tests.comments.staff import make_moderator
from tests.factories import committing, make_plan

CAMPAIGN = (
    "I ask you to keep the safer neighbourhood team of our ward at its present size. Officers who "
    "know the streets and the people in them prevent crime before it happens, and we trust them."
)
OTHER = (
    "Street lights along the canal have been broken since last winter. Nobody dares to walk there "
    "after dark, and those who come home late take a taxi although they live ten minutes away."
)

SKETCH = [(0, 331810723353094812), (1, 4684125053825611850)]


def changed(text: str, rng: random.Random, number: int = 2) -> str:
    """The text with some words of somebody's own."""
    words = text.split()
    for _ in range(number):
        words[rng.randrange(len(words))] = rng.choice(["really", "always", "dear", "please"])
    return " ".join(words)


def test_small_changes_stay_in_the_group() -> None:
    texts = [
        (1, CAMPAIGN),
        (2, OTHER),
        (3, CAMPAIGN.upper() + "!!!"),
        (4, "Dear Mayor, " + CAMPAIGN),
        (5, CAMPAIGN.replace("present", "current") + " Yours, a neighbour."),
        (6, OTHER.replace("winter", "autumn").replace("taxi", "cab")),
        (7, "Something else altogether, which nobody has said before or will say again."),
    ]
    assert groups_of(texts) == {1: 1, 3: 1, 4: 1, 5: 1, 2: 2, 6: 2}


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("I agree.", "i agree", True),
        ("I agree.", "I disagree.", False),
        ("No.", "No!", True),
        ("", "", False),
        ("…", "!!", False),
        ("أوافق على هذا", "أوافق على هذا.", True),
        (
            "我希望市长在我们的街道上安排更多的警察因为晚上大家都不敢出门而且路灯也经常坏掉没有人来修理请尽快解决这个问题谢谢",
            "我希望市长在我们的街道上安排更多的警察因为晚上大家都不敢出门而且路灯也经常坏掉没有人来修理请马上解决这个问题谢谢",
            True,
        ),
    ],
)
def test_short_texts_and_other_scripts(one: str, other: str, is_alike: bool) -> None:
    assert (groups_of([(1, one), (2, other)]) == {1: 1, 2: 1}) is is_alike


def test_nearly_all_slightly_changed_texts_are_found() -> None:
    rng = random.Random(4)
    words = [f"word{n}" for n in range(2000)]
    pairs = [" ".join(rng.choices(words, k=rng.randint(30, 80))) for _ in range(300)]
    texts = [*pairs, *(changed(text, rng) for text in pairs)]
    found = groups_of(enumerate(texts))
    right = sum(found.get(300 + n) == n for n in range(300))
    assert right >= 290
    assert len(found) == 2 * right


@settings(max_examples=60, deadline=None)
@given(some.lists(some.text(max_size=80), max_size=12), some.integers(0, 12))
def test_what_comes_later_changes_no_group(texts: list[str], number: int) -> None:
    """So it does not matter after which comment the grouping runs."""
    keyed = list(enumerate(texts))
    first, all_of_them = groups_of(keyed[:number]), groups_of(keyed)
    assert {key: all_of_them[key] for key in first} == first
    assert groups_of(keyed) == all_of_them
    for key, group in all_of_them.items():
        assert group <= key
        assert all_of_them[group] == group


def test_a_sketch_never_changes() -> None:
    """It is made of no hash that differs between processes."""
    assert bands_of(plain("Nobody dares to walk there after dark."))[:2] == SKETCH


@pytest.mark.django_db
def test_one_run_after_each_comment_or_one_in_the_end(
    taking: CommentSettings, passage: Passage
) -> None:
    rng = random.Random(7)
    texts = [rng.choice([CAMPAIGN, OTHER, f"Only {n} says this."]) for n in range(30)]
    for text in texts:
        make_comment(taking, passage, changed(text, rng, 1))
        group_comments(consultation_pk=taking.consultation_id)
    one_by_one = groups_in(taking)
    Comment.objects.update(similar_group=None)
    assert group_comments(consultation_pk=taking.consultation_id) == len(one_by_one) > 10
    assert groups_in(taking) == one_by_one
    assert group_comments(consultation_pk=taking.consultation_id) == 0


def groups_in(taking: CommentSettings) -> dict[int, int | None]:
    """The groups as stored."""
    rows = Comment.objects.filter(consultation=taking.consultation).exclude(similar_group=None)
    return dict(rows.values_list("pk", "similar_group"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "is_grouped"),
    [
        (CommentState.UNCONFIRMED, False),
        (CommentState.WAITING, True),
        (CommentState.PUBLISHED, True),
        (CommentState.REDACTED, True),
        (CommentState.REJECTED, False),
        (CommentState.WITHDRAWN, False),
        (CommentState.REMOVED, False),
    ],
)
def test_states_that_are_grouped(
    taking: CommentSettings, passage: Passage, state: CommentState, is_grouped: bool
) -> None:
    first = make_comment(taking, passage, CAMPAIGN, state=CommentState.WAITING)
    other = make_comment(taking, passage, CAMPAIGN, state=state)
    Comment.objects.filter(pk=other.pk).update(similar_group=first.pk)
    group_comments(consultation_pk=taking.consultation_id)
    assert groups_in(taking) == (
        dict.fromkeys([first.pk, other.pk], first.pk) if is_grouped else {}
    )


@pytest.mark.django_db
def test_consultations_are_grouped_apart(taking: CommentSettings, passage: Passage) -> None:
    other = make_settings(make_plan())
    make_comment(taking, passage, CAMPAIGN)
    make_comment(other, passage, CAMPAIGN)
    group_comments(consultation_pk=taking.consultation_id)
    group_comments(consultation_pk=other.consultation_id)
    assert not Comment.objects.exclude(similar_group=None).exists()


@pytest.mark.django_db
def test_who_goes_leaves_the_group_to_the_next(taking: CommentSettings, passage: Passage) -> None:
    moderator = make_moderator()
    rows = [make_comment(taking, passage, CAMPAIGN) for _ in range(4)]
    group_comments(consultation_pk=taking.consultation_id)
    assert set(groups_in(taking).values()) == {rows[0].pk}
    withdraw_comment(comment=rows[0])
    reason = rules_of(taking, "en").reasons[0]
    decide_comment(comment=rows[2], decision=Decision.REJECT, user=moderator, reason=reason)
    group_comments(consultation_pk=taking.consultation_id)
    assert groups_in(taking) == {rows[1].pk: rows[1].pk, rows[3].pk: rows[1].pk}


@pytest.mark.django_db
def test_a_task_is_queued_once_a_minute(taking: CommentSettings, passage: Passage) -> None:
    cache.clear()
    default_task_backend.clear()
    with committing():
        post(taking, passage, CAMPAIGN)
        post(taking, passage, CAMPAIGN)
    queued = [row for row in default_task_backend.results if row.task.name == "group_similar"]
    assert [row.args for row in queued] == [[taking.consultation_id]]
    group_similar.call(taking.consultation_id)
    assert len(groups_in(taking)) == 2


@pytest.mark.django_db
def test_no_comment_fails_with_it(
    taking: CommentSettings, passage: Passage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    cache.clear()
    monkeypatch.setattr(default_task_backend, "enqueue", refuse)
    with pytest.raises(ConnectionError):
        group_soon(taking.consultation_id)
    cache.clear()
    with committing():
        comment = post(taking, passage, CAMPAIGN)
    assert Comment.objects.get(pk=comment.pk).text == CAMPAIGN


@pytest.mark.django_db
def test_an_edit_is_grouped_anew(taking: CommentSettings, passage: Passage) -> None:
    from plan.comments.actions.own_comment import edit_comment

    comment = make_comment(taking, passage, OTHER, state=CommentState.WAITING)
    cache.clear()
    default_task_backend.clear()
    with committing():
        edit_comment(comment=comment, words=Words(CAMPAIGN))
    assert [row.task.name for row in default_task_backend.results] == ["group_similar"]


@pytest.mark.django_db
def test_the_command(taking: CommentSettings, passage: Passage) -> None:
    for _ in range(2):
        make_comment(taking, passage, CAMPAIGN)
    out = StringIO()
    call_command("group_comments", stdout=out)
    public_id = taking.consultation.public_id
    assert out.getvalue() == f"{public_id}: 2 changed\n"
    call_command("group_comments", public_id, stdout=out)
    assert out.getvalue().endswith(f"{public_id}: 0 changed\n")
    with pytest.raises(CommandError, match="check it in the address"):
        call_command("group_comments", "none")
