"""One of everything that an address can name."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from home.models import User
from plan.actions.create_draft_link import create_draft_link
from plan.consultation.actions.attach_scan import attach_scan
from plan.consultation.models import (
    AnswerFile,
    DisclosureHint,
    Export,
    FormTexts,
    ImportBatch,
    OptionList,
    PublishedResult,
    QuestionBank,
    Response,
    WatchedWords,
)
from plan.consultation.scans import Scan
from plan.models import DraftLink, PlanPage, SectionPage, ServiceDetails
from tests.consultation import factories as consultations
from tests.factories import (
    make_document,
    make_image,
    make_kind,
    make_organisation,
    make_plan,
    make_roles,
    make_section,
    make_site,
    translate,
)
from tests.permissions import (
    comment_worlds,
    commitment_worlds,
    desk_worlds,
    figure_worlds,
    listing_worlds,
)
from tests.permissions.rows import ANONYMOUS, SUPERUSER
from tests.priorities import makers as priorities


@dataclass
class World:
    """A plan in English with a front page in three languages. Others add what they need."""

    plan: PlanPage
    section: SectionPage
    administrator: User
    made: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """Something made by name; made when it is first asked for."""
        if name not in self.made:
            self.made[name] = MAKERS[name](self)
        return self.made[name]

    @property
    def passage(self) -> tuple[uuid.UUID, uuid.UUID]:
        """Identity of a public passage."""
        return self.section.translation_key, uuid.UUID(str(self.section.body[0].id))


def make_world() -> World:
    """Make it all, with every role."""
    home = make_site()
    for language in ("pl", "ar"):
        translate(home, language)
    make_roles()
    plan = make_plan(home)
    section = make_section(plan)
    pages = {
        "measure": priorities.make_measure(plan),
        "consultation_page": consultations.make_consultation(plan),
    }
    administrator = User.objects.create_superuser("administrator@example.org")
    world = World(plan, section, administrator, pages)
    for name in MAKERS:
        _ = world[name]
    return world


def draft_link(world: World) -> tuple[DraftLink, str]:
    """A link to the chapter's draft, and its token."""
    return create_draft_link(page=world.section, user=world.administrator, days=1)


def form_link(world: World) -> tuple[DraftLink, str]:
    """A link to the draft of the consultation, and its token."""
    page = world["consultation_page"]
    return create_draft_link(page=page, user=world.administrator, days=1)


def response(world: World) -> Response:
    """A response to the consultation."""
    texts = FormTexts.objects.get(version__consultation=world["consultation"])
    return Response.objects.create(
        consultation=world["consultation"],
        version=texts.version,
        texts=texts,
        language="en",
        received_at=timezone.now(),
    )


def answer_file(world: World) -> AnswerFile:
    """A file that came with the response."""
    found = AnswerFile(
        response=world["response"],
        question_id=uuid.uuid4(),
        name="view.pdf",
        size=4,
        content_type="application/pdf",
    )
    found.file.save("view.pdf", ContentFile(b"%PDF"))
    return found


def option_list(world: World) -> OptionList:
    """A list of answers in English."""
    entries = [{"code": "1", "label": "North"}]
    return OptionList.objects.create(name="Areas", entries=entries, locale=Locale.get_default())


def service_details(world: World) -> ServiceDetails:
    """Words around every page."""
    return ServiceDetails.objects.create(locale=Locale.get_default(), site_name="Plans")


def somebody(world: World) -> User:
    """A member of staff without a role."""
    return User.objects.create_user("somebody@example.org")


def private_rendition(world: World) -> Any:
    """A resized copy of a private image."""
    return world["private_image"].get_rendition("width-40")


def figure(world: World) -> Any:
    """A figure of the measure."""
    priorities.record(world["measure"], priorities.quarters(date(2025, 1, 1), [41]))
    return world["measure"].measure.observations.get()


def figure_of_area(world: World) -> Any:
    """A figure of a measure that has areas."""
    codes = ("E12000007", "E09000007", "E09000003")
    page = priorities.make_measure(world.plan, geography=" ".join(codes))
    for code in codes:
        priorities.record(page, priorities.quarters(date(2025, 1, 1), [41], area=code))
    return page.measure.observations.get(area=codes[1])


def bank(world: World) -> QuestionBank:
    """A question bank."""
    return QuestionBank.objects.create(name="About you", locale=Locale.get_default())


def entry(world: World) -> Response:
    """A response that the administrator entered."""
    made = response(world)
    made.entered_by, made.entered_at = world.administrator, timezone.now()
    made.save()
    return made


def scan(world: World) -> AnswerFile:
    """The scan of that response."""
    paper = Scan("paper.pdf", b"%PDF-1.7 %%EOF", "application/pdf")
    return attach_scan(response=world["entry"], scan=paper, user=world.administrator)


def batch(world: World) -> ImportBatch:
    """A file of responses that was imported."""
    return ImportBatch.objects.create(
        consultation=world["consultation"], file_name="letters.csv", digest="0" * 64
    )


def hint(world: World) -> DisclosureHint:
    """An answer that may disclose harm."""
    return DisclosureHint.objects.create(
        response=world["response"], question_id=consultations.known_id("missing")
    )


def export(world: World) -> Export:
    """A file that the administrator asked for."""
    return Export.objects.create(
        consultation=world["consultation"], kind="csv", created_by=world.administrator
    )


def result(world: World) -> PublishedResult:
    """The published answers to one question."""
    return PublishedResult.objects.create(
        consultation=world["consultation"],
        question_id=consultations.known_id("as"),
        table={
            "is_shown": True,
            "threshold": 5,
            "total": 9,
            "base": 9,
            "tables": [],
            "earlier": {},
        },
        as_at=timezone.now(),
    )


MAKERS: dict[str, Any] = {
    "draft_link": draft_link,
    "organisation": lambda world: make_organisation(),
    "kind": lambda world: make_kind(),
    "details": service_details,
    "image": lambda world: make_image(),
    "private_image": lambda world: make_image(is_private=True),
    "private_rendition": private_rendition,
    "document": lambda world: make_document(),
    "private_document": lambda world: make_document(is_private=True),
    "somebody": somebody,
    "measure": lambda world: priorities.make_measure(world.plan),
    "figure": figure,
    "figure_of_area": figure_of_area,
    "consultation_page": lambda world: consultations.make_consultation(world.plan),
    "consultation": lambda world: consultations.record(world["consultation_page"]),
    "response": response,
    "hint": hint,
    "watched_words": lambda world: WatchedWords.objects.create(language="en", words="abuse"),
    "form_link": form_link,
    "bank": bank,
    "entry": entry,
    "scan": scan,
    "batch": batch,
    "answer_file": answer_file,
    "option_list": option_list,
    "subscriber": lambda world: world["consultation"].subscribers.create(
        email="news@example.org", language="en"
    ),
    "source": lambda world: world["consultation"].sources.create(label="Library", code="library"),
    "export": export,
    "result": result,
    **desk_worlds.MAKERS,
    **comment_worlds.MAKERS,
    **listing_worlds.MAKERS,
    **commitment_worlds.MAKERS,
    **figure_worlds.MAKERS,
}


def browser(role: str) -> Client:
    """The browser of somebody in a role."""
    from django.contrib.auth.models import Group

    client = Client()
    if role == ANONYMOUS:
        return client
    if role == SUPERUSER:
        user = User.objects.create_superuser("super@example.org")
    else:
        user = User.objects.create_user("member@example.org")
        user.groups.add(Group.objects.get(name=role))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
