"""Plans whose passages take comments, and comments in every state."""

from __future__ import annotations

import uuid
from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from plan.comments.actions.post_comment import Posting, Words, post_once
from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.models import Comment, CommentAuthor, CommentSettings, HouseRules
from plan.comments.tallies import change_tallies, place_of
from plan.comments.tokens import new_attempt_token, read_attempt_token
from plan.consultation.models import Consultation
from plan.models import Passage
from tests.consultation.factories import make_consultation
from tests.factories import make_locale, make_plan, make_section
from tests.replaying import replayed

numbers = count(1)


@replayed
def make_house_rules(**fields: Any) -> HouseRules:
    """House rules with two rules."""
    raw = [
        ("Be civil.", "Write it again without insults."),
        ("Do not name private people.", ""),
    ]
    given = {
        "name": "House rules",
        "introduction": "Everybody is welcome to comment.",
        "locale": make_locale("en"),
        **fields,
    }
    rules = HouseRules(**given)
    block = HouseRules._meta.get_field("rules").stream_block
    rules.rules = block.to_python(
        [
            {"type": "rule", "id": str(uuid.uuid4()), "value": {"rule": rule, "told": told}}
            for rule, told in raw
        ]
    )
    rules.save()
    return rules


@replayed
def make_settings(plan: Page | None = None, **fields: Any) -> CommentSettings:
    """An open consultation that takes comments on the whole plan.

    `opens` and `closes` are those of the consultation.
    """
    dates = {name: fields.pop(name) for name in ("opens", "closes") if name in fields}
    page = make_consultation(plan or make_plan(), **dates)
    consultation = Consultation.objects.get(translation_key=page.translation_key)
    rules = fields.pop("house_rules", None) or make_house_rules()
    return CommentSettings.objects.create(
        consultation=consultation, house_rules_key=rules.translation_key, **fields
    )


def make_passage(plan: Page, *words: str) -> Passage:
    """A passage of a new chapter; the first of these."""
    section = make_section(plan, words or ("We listen to everybody.", "We act."))
    return passages_of(section)[0]


def passages_of(page: Page) -> list[Passage]:
    """The numbered passages of a page, in order."""
    rows = Passage.objects.filter(page=page).exclude(number="").order_by("position")
    return list(rows.select_related("page__locale", "plan"))


def posting(settings: CommentSettings, passage: Passage, **fields: Any) -> Posting:
    """What a request for a comment holds; its form was opened a minute ago."""
    now = timezone.now()
    opened, language = now - timedelta(minutes=1), fields.get("language", "en")
    token = read_attempt_token(new_attempt_token(opened, words=passage.text, language=language))
    assert token is not None
    given = {"language": "en", "received_at": now, "token": token, **fields}
    return Posting(passage=passage, settings=settings, **given)


def post(settings: CommentSettings, passage: Passage, text: str = "", **fields: Any) -> Comment:
    """Somebody comments; `fields` are those of `Words` and of `Posting`."""
    names = ("quotation", "name", "email", "wants_mail", "user")
    own = {name: fields.pop(name) for name in names if name in fields}
    own.setdefault("name", "A neighbour")
    words = Words(text=text or f"Comment number {next(numbers)}.", **own)
    return post_once.__wrapped__(posting(settings, passage, **fields), words)


def make_comment(
    settings: CommentSettings,
    passage: Passage,
    text: str = "",
    *,
    state: CommentState = CommentState.PUBLISHED,
    name: str = "A neighbour",
    email: str = "",
    **fields: Any,
) -> Comment:
    """A comment in a state, as its row would be; nobody was told of it."""
    now = timezone.now()
    given = {
        "language": "en",
        "posted_at": now,
        "state_since": now,
        "page_title": passage.page.title,
        "passage_number": passage.number,
        "passage_text": passage.text,
        "passage_language": passage.page.locale.language_code,
        **fields,
    }
    for role in ("about", "placed"):
        given.setdefault(f"{role}_key", passage.translation_key)
        given.setdefault(f"{role}_block", passage.block_id)
    if state is not CommentState.UNCONFIRMED and state is not CommentState.WAITING:
        given.setdefault("decided_at", now)
    comment = Comment.objects.create(
        consultation=settings.consultation,
        attempt_hash=uuid.uuid4().hex,
        text=text or f"Comment number {next(numbers)}.",
        state=state,
        **given,
    )
    CommentAuthor.objects.create(comment=comment, name=name, email=email)
    if state in PUBLIC_STATES:
        change_tallies({place_of(comment): 1})
    return comment
