"""A small site whose plan takes comments, served to be looked at."""

from __future__ import annotations

import json
from typing import Any

from tests.served.site import ServedSite

SETUP = """
import json
from datetime import timedelta
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from plan.comments.enums import CommentState
from plan.comments.links import confirming_token_of, token_of
from plan.comments.models import CommentTranslation, HouseRules, OfficialAnswer
from plan.consultation.models import ConsultationPage
from plan.models import PlanPage
from plan.comments.models import CommentHint, CommentReport
from tests.comments.factories import make_comment, make_settings, passages_of
from tests.factories import fresh, make_locale, make_plan, make_section, make_site, translate

words = "[{language}] {text}"
plan = make_plan(make_site(), slug="plan")
taking = make_settings(plan, showing="at_once", has_machine_translation=True)
rules = HouseRules.objects.get()
rules.copy_for_translation(make_locale("ar")).save()
chapter = make_section(fresh(plan), [
    "We listen to everybody who lives, works or studies here, and we say what came of it.",
    ("heading", {"text": "What we do", "level": "2"}),
    "We put up lights at every bus stop by the end of next year.",
])
translate(chapter, "ar")
translate(ConsultationPage.objects.get(), "ar")
found = passages_of(chapter)
first, second = found[0], found[2]
ago = lambda hours: timezone.now() - timedelta(hours=hours)
one = make_comment(taking, first, "Good. See https://example.org/lights for more.",
    posted_at=ago(9), agreements=3, quotation="everybody who lives, works or studies here",
    passage_text="We listen to everybody.", name="Ada of the Park Street residents")
answer = OfficialAnswer.objects.create(consultation=taking.consultation,
    texts={"en": "Thank you. We will add a date.", "ar": "شكرا لكم. سنضيف موعدا."})
two = make_comment(taking, first, "نريد مزيدا من الإضاءة في الشوارع.", language="ar",
    posted_at=ago(8), official_answer=answer, name="ليلى")
CommentTranslation.objects.create(comment=two, language="en", text="We want more street lights.")
make_comment(taking, first, "So do we.", reply_to=two, posted_at=ago(7), name="")
gone = make_comment(taking, first, "Gone.", state=CommentState.WITHDRAWN, posted_at=ago(6))
make_comment(taking, first, "I do not agree.", reply_to=gone, posted_at=ago(5))
make_comment(taking, first, "█████ lives there.", state=CommentState.REDACTED, posted_at=ago(4))
own = {}
for state in CommentState:
    told = "Write it again without insults." if state == "rejected" else ""
    mine = make_comment(taking, second, f"Mine, {state.value}.", state=state, told=told,
        email="me@example.org")
    own[state.value] = [mine.reference, token_of(mine), confirming_token_of(mine)]
CommentHint.objects.create(comment_id=mine.pk, kind="harm")
reported = make_comment(taking, second, "Mine, reported.", decided_at=None, email="me@example.org")
CommentReport.objects.create(comment=reported, browser_hash="x", language="en")
own["reported"] = [reported.reference, token_of(reported), confirming_token_of(reported)]
addresses = {}
for language in ("en", "ar"):
    with override(language):
        at = lambda one: reverse("plan:passage", args=[one.translation_key, one.block_id])
        addresses[language] = {
            "chapter": chapter.get_translations(inclusive=True).get(
                locale__language_code=language).get_url(),
            "passage": at(first), "empty": at(found[1]), "lights": at(second)}
print(json.dumps({"addresses": addresses, "own": own, "one": one.reference,
    "numbers": [passage.number for passage in found],
    "consultation": taking.consultation.pk}))
"""
SETTINGS = """
from plan.comments.models import CommentSettings
CommentSettings.objects.update({changes})
"""
LAST = """
import json
from plan.comments.links import confirming_token_of
from plan.comments.models import Comment
row = Comment.objects.latest("pk")
print(json.dumps({"text": row.text, "quotation": row.quotation, "state": row.state,
    "reference": row.reference, "confirming": confirming_token_of(row),
    "reply_to": row.reply_to.reference if row.reply_to else "",
    "reports": row.reports.count(), "agreements": row.agreements}))
"""
ONE = """
import json
from plan.comments.models import Comment
row = Comment.objects.get(reference="{reference}")
print(json.dumps([row.state, row.reports.count(), row.agreements]))
"""


OLD_FORM = """
from plan.comments.tokens import new_attempt_token
print(new_attempt_token(words="Words that stood here before.", language={language!r}))
"""


class Commented:
    """The site and what there is in it."""

    def __init__(self, site: ServedSite) -> None:
        self.site = site
        self.made: dict[str, Any] = json.loads(site.run(SETUP))

    def url(self, name: str, language: str = "en") -> str:
        """A page of the plan: `chapter`, or the passages `passage`, `empty`, `lights`."""
        return f"{self.site.url}{self.made['addresses'][language][name]}"

    def own(self, state: str, language: str = "en", ending: str = "") -> str:
        """The author's page of a comment in a state."""
        reference, token, _ = self.made["own"][state]
        return f"{self.site.url}/{language}/comment/{reference}/{token}/{ending}"

    def comment(self, ending: str, language: str = "en", reference: str = "") -> str:
        """A page of a public comment."""
        return f"{self.site.url}/{language}/comment/{reference or self.made['one']}/{ending}"

    def old_form(self, language: str) -> str:
        """The token of a form that stood beside other words."""
        return self.site.run(OLD_FORM.format(language=language))

    def last(self) -> dict[str, Any]:
        """The comment that was stored last."""
        found: dict[str, Any] = json.loads(self.site.run(LAST))
        return found

    def row(self, reference: str) -> list[Any]:
        """State, number of reports and of agreements of a comment."""
        found: list[Any] = json.loads(self.site.run(ONE.format(reference=reference)))
        return found

    def change(self, **changes: Any) -> None:
        """Take comments in another way."""
        self.site.run(SETTINGS.format(changes=", ".join(f"{k}={v!r}" for k, v in changes.items())))

    def states(self, language: str) -> dict[str, str]:
        """Every page of comments that an address alone leads to, by name."""
        return {
            "chapter": self.url("chapter", language),
            "passage": self.url("passage", language),
            "passage-filtered": self.url("passage", language) + "?language=ar&sort=newest",
            "empty": self.url("empty", language),
            **{f"own-{state}": self.own(state, language) for state in self.made["own"]},
            "own-sent": self.own("waiting", language, "?sent=1"),
            "own-edit": self.own("waiting", language, "edit/"),
            "own-late": self.own("rejected", language, "edit/"),
            "own-withdraw": self.own("waiting", language, "withdraw/"),
            "own-missing": self.comment("0000/", language),
            "confirm": self.comment(
                f"confirm/{self.made['own']['unconfirmed'][2]}/",
                language,
                self.made["own"]["unconfirmed"][0],
            ),
            "reply": self.comment("reply/", language),
            "report": self.comment("report/", language),
            "reported": self.comment("report/?reported=1", language),
            "agree": self.comment("agree/", language),
            "gone": self.comment("report/", language, "AAAAAAAA"),
        }
