"""Invented comments on the draft, made and decided on through the same actions as people use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from home.demo.blocks import block
from home.demo.content_files import read_json
from home.demo.site import source_locale
from home.demo.staff import member
from plan.comments.actions.answer_comments import answer_comments
from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.actions.post_comment import Posting, Words, post_comment
from plan.comments.enums import Decision
from plan.comments.models import Comment, CommentSettings, HouseRules
from plan.comments.rules import Reason, rules_of
from plan.comments.tokens import AttemptToken, mark_of
from plan.consultation.models import Consultation
from plan.models import Passage
from plan.roles import CONSULTATION_MANAGER, MODERATOR
from plan.tokens import new_token

#: How long writing a comment takes, and a moderator to decide.
TAKEN = timedelta(minutes=4)
DECIDED_AFTER = (timedelta(hours=3), timedelta(hours=7), timedelta(hours=20))


def build_house_rules() -> HouseRules:
    """What may be said, with the reasons for rejecting."""
    written = read_json("comments")["rules"]
    rules = HouseRules(
        locale=source_locale(), name=written["name"], introduction=written["introduction"]
    )
    raw = [
        block("rule", {"rule": one["rule"], "told": one["told"]}, "house-rule", one["key"])
        for one in written["rules"]
    ]
    rules.rules = HouseRules._meta.get_field("rules").stream_block.to_python(raw)
    rules.full_clean()
    rules.save()
    return rules


def take_comments(consultation: Consultation, rules: HouseRules) -> CommentSettings:
    """Let the consultation take comments on the whole plan, shown once a moderator has read them.

    Nobody is asked: an administrator, who could switch this on, is only made afterwards.
    """
    settings, _ = CommentSettings.objects.get_or_create(
        consultation=consultation, defaults={"house_rules_key": rules.translation_key}
    )
    return settings


def add_comments(consultation: Consultation, now: datetime) -> int:
    """Let people comment, spread over the time it has been open; returns how many did.

    Nobody does before it opens, or where there are comments already.
    """
    settings = CommentSettings.objects.filter(consultation=consultation).first()
    opens, closes = consultation.opens_at, consultation.closes_at
    if settings is None or opens is None or now <= opens:
        return 0
    if Comment.objects.filter(consultation=consultation).exists():
        return 0
    until = min(now, closes) if closes else now
    written, made = read_json("comments")["comments"], dict[str, Comment]()
    for place, given in enumerate(written):
        moment = opens + (until - opens) * (place + 0.5) / len(written)
        comment = say(settings, given, moment, made)
        made[given["key"]] = comment
        decide(settings, comment, given, moment + DECIDED_AFTER[place % len(DECIDED_AFTER)])
    return len(made)


def say(
    settings: CommentSettings, given: Mapping[str, Any], moment: datetime, made: Mapping[str, Any]
) -> Comment:
    """Post one comment."""
    parent, passage = made.get(given.get("reply_to", "")), passage_of(settings, given)
    beside = mark_of(parent.text if parent else passage.text)
    token = AttemptToken(new_token(), moment - TAKEN, given["language"], beside)
    posting = Posting(
        passage=passage,
        settings=settings,
        token=token,
        language=given["language"],
        received_at=moment,
        reply_to=parent,
    )
    words = Words(given["text"], quotation=given.get("quotation", ""), name=given["name"])
    return post_comment(posting=posting, words=words)


def passage_of(settings: CommentSettings, given: Mapping[str, Any]) -> Passage:
    """The passage that is meant: counted from one among the numbered ones of a page."""
    found = Passage.objects.filter(
        plan=settings.consultation.plan,
        page__slug=given["page"],
        locale__language_code=given["language"],
        kind="paragraph",
    ).exclude(number="")
    ordered = found.select_related("page__locale", "plan").order_by("position")
    passage: Passage = ordered[given["passage"] - 1]
    return passage


def decide(
    settings: CommentSettings, comment: Comment, given: Mapping[str, Any], moment: datetime
) -> None:
    """What the moderators made of it, some hours later; some still wait."""
    if not given["decision"]:
        return
    decision = Decision(given["decision"])
    decide_comment(
        comment=comment,
        decision=decision,
        user=member(MODERATOR),
        why=given.get("why", ""),
        reason=reason_of(settings, given),
        redaction=redaction_of(given),
    )
    Comment.objects.filter(pk=comment.pk).update(decided_at=moment, state_since=moment)
    if given.get("answer"):
        answer_comments(
            comments=[comment], texts=given["answer"], user=member(CONSULTATION_MANAGER)
        )


def reason_of(settings: CommentSettings, given: Mapping[str, Any]) -> Reason | None:
    """The rule that was broken, in the language of the comment."""
    if not (key := given.get("rule")):
        return None
    identity = block("rule", {}, "house-rule", key)["id"]
    return rules_of(settings, given["language"]).reason(identity)


def redaction_of(given: Mapping[str, Any]) -> Redaction | None:
    """The words that are taken out."""
    if not (words := given.get("redact")):
        return None
    start = given["text"].index(words)
    return Redaction(text=((start, start + len(words)),))
