"""A small site with comments in every state, and the people who look after them."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

PASSWORD = "an unlikely pass phrase"
SETUP = """
import json, uuid
from datetime import timedelta
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from home.models import User
from plan.actions.create_roles import create_roles
from plan.comments.enums import CommentState
from plan.comments.models import (
    Comment, CommentHint, CommentOriginal, CommentReport, HouseRules, OfficialAnswer,
)
from plan.consultation.models import ConsultationPage
from plan.models import Passage
from tests.comments.factories import make_comment, make_settings, passages_of
from tests.factories import fresh, make_locale, make_plan, make_section, make_site, translate
from wagtail.users.models import UserProfile

plan = make_plan(make_site(), slug="plan")
taking = make_settings(plan, showing="at_once")
HouseRules.objects.get().copy_for_translation(make_locale("ar")).save()
gone_text = "We keep an officer in every ward of the city, day and night, who knows its people."
chapter = make_section(fresh(plan), [
    "We put up lights at every bus stop by the end of next year.", gone_text,
    gone_text.replace("every", "each"), "We listen.", "Trees are planted where streets are wide.",
])
translate(ConsultationPage.objects.get(), "ar")
first, lost, _, second, third = passages_of(chapter)
before = lambda hours: timezone.now() - timedelta(hours=hours)
make = lambda text, place=first, state="published", hours=9, **more: make_comment(
    taking, place, text, state=CommentState(state), posted_at=before(hours), **more)
answer = OfficialAnswer.objects.create(consultation=taking.consultation,
    texts={"en": "Thank you. We will add a date.", "ar": "شكرا لكم."})
answered = make("Good. When?", official_answer=answer, email="ada@example.org")
taken = make("████ lives there.", state="redacted")
CommentOriginal.objects.create(comment=taken, text="Jane lives there.", name="")
make("Fools.", state="rejected", told="Write it again without insults.")
make("نريد مزيدا من الإضاءة في الشوارع.",
    state="waiting", hours=40, language="ar", name="ليلى")
group = [make(f"NO LIGHTS HERE, ask Jane Smith, jane@example.org, or see https://example.org/{number}"
    " for what everybody in the street has said about it again and again.", state="waiting",
    hours=30, similar_group=7, email="ada@example.org", quotation="lights at every bus stop",
    passage_text="We put up lights.") for number in range(3)]
for kind, found in (("contact", "jane@example.org"), ("names", "Jane Smith"), ("shouting", "")):
    CommentHint.objects.create(comment=group[0], kind=kind, found=found)
CommentReport.objects.create(comment=answered, browser_hash="a", words="It is rude.", language="en")
harm = make("I cannot go on.", state="waiting", hours=3)
CommentHint.objects.create(comment=harm, kind="harm", found="cannot go on")
make("More of them, please.", lost)
make("Not yet read.", lost, "waiting", 5)
lonely = make("This was good.", third)
Passage.objects.filter(pk__in=[lost.pk, third.pk]).delete()
create_roles()
moderator = User.objects.create_user(email="moderator@example.org", password="{password}")
moderator.groups.add(Group.objects.get(name="Moderator"))
cookies = {}
for language in ("en", "ar"):
    user = User.objects.create_superuser(f"all-{language}@example.org")
    UserProfile.objects.create(user=user, preferred_language=language)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookies[language] = [[name, one.value] for name, one in client.cookies.items()]
at = lambda name, *of: reverse(f"plan_comments_admin:{name}", args=of)
public_id = taking.consultation.public_id
place = lambda one: at("orphan", one.translation_key, one.block_id)
pages = {
    "queue": at("queue"), "queue-all": at("queue") + "?show=all",
    "queue-none": at("queue") + "?q=zzzz",
    "comment": at("comment", group[0].reference), "comment-harm": at("comment", harm.reference),
    "comment-answered": at("comment", answered.reference),
    "comment-redacted": at("comment", taken.reference),
    "erase-followers": at("erase_followers"),
    "erase": at("erase", group[0].reference), "erase-redacted": at("erase", taken.reference),
    "settings": at("settings", public_id), "figures": at("consultation_figures", public_id),
    "figures-list": at("figures"), "answer": at("answer") + f"?comment={group[0].reference}",
    "orphans": at("orphans"), "orphan": place(lost), "orphan-none": place(third),
    "export": at("export", public_id), "mail": at("mail_settings"),
}
with override("en"):
    passage = reverse("plan:passage", args=[second.translation_key, second.block_id])
print(json.dumps({"pages": pages, "cookies": cookies, "passage": passage,
    "block": str(second.block_id)}))
"""
WAITING = """
import json
from datetime import timedelta
from django.utils import timezone
from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentSettings
from plan.models import Passage
from tests.comments.factories import make_comment
Comment.objects.filter(state="waiting", placed_block="{block}").delete()
taking = CommentSettings.objects.get()
passage = Passage.objects.select_related("page__locale").get(block_id="{block}")
made = [make_comment(taking, passage, text, state=CommentState.WAITING,
    posted_at=timezone.now() - timedelta(hours=99 - place)) for place, text in enumerate({texts!r})]
print(json.dumps([one.reference for one in made]))
"""
STATES = """
import json
from plan.comments.models import Comment
print(json.dumps([[row.state, row.text, row.told] for row in
    Comment.objects.filter(reference__in={references!r}).order_by("posted_at")]))
"""


class Desk:
    """The site and what there is in it."""

    def __init__(self, site: ServedSite) -> None:
        self.site = site
        self.made: dict[str, Any] = json.loads(site.run(SETUP.replace("{password}", PASSWORD)))

    def url(self, name: str) -> str:
        """A page of the desk."""
        return f"{self.site.url}{self.made['pages'][name]}"

    @property
    def passage(self) -> str:
        """The public page on which comments of `put` appear once they are published."""
        return f"{self.site.url}{self.made['passage']}"

    def put(self, *texts: str) -> list[str]:
        """Comments that wait longer than any other, in this order; their references."""
        code = WAITING.format(block=self.made["block"], texts=list(texts))
        found: list[str] = json.loads(self.site.run(code))
        return found

    def states(self, references: list[str]) -> list[list[str]]:
        """State, text, and what the author was told, of each."""
        found: list[list[str]] = json.loads(self.site.run(STATES.format(references=references)))
        return found

    def enter(self, visitor: Visitor, language: str) -> Page:
        """Somebody who may do everything, signed in, with the admin in their language."""
        visitor.context.add_cookies(
            [
                {"name": name, "value": value, "url": self.site.url}
                for name, value in self.made["cookies"][language]
            ]
        )
        return visitor.page
