"""Uses the plugin in the host's site as its people would, and prints what was found as JSON."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "host.settings"
django.setup()

from django.apps import apps  # noqa: E402  # only once Django is set up
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Locale, Page, Site  # noqa: E402

FOUND: dict[str, Any] = {}
HTML: dict[str, str] = {}


def commands() -> None:
    """What a host runs after installing: checks, tables, roles; and nothing left to migrate."""
    out = StringIO()
    call_command("check", fail_level="WARNING", stdout=out, stderr=out)
    call_command("migrate", verbosity=0)
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    FOUND["migrations"] = out.getvalue()
    FOUND["database"] = connection.vendor


def front_page() -> Page:
    """The host's front page."""
    from front.models import FrontPage

    locale, _ = Locale.objects.get_or_create(language_code="en")
    root = Page.get_first_root_node()
    page = root.add_child(instance=FrontPage(title="Front", slug="front", locale=locale))
    Site.objects.update(root_page=page)
    return page


def add(parent: Page, page: Page) -> Page:
    """Create a page and publish it."""
    parent.refresh_from_db()
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def body(page_type: type[Page], words: str) -> Any:
    """A text of one paragraph."""
    field = page_type._meta.get_field("body")
    return field.stream_block.to_python([{"type": "paragraph", "value": f"<p>{words}</p>"}])


def read(name: str, url: str, expected: int = 200) -> None:
    """Read an address as the public does, and keep what came."""
    response = Client().get(url)
    FOUND[name] = response.status_code
    assert response.status_code == expected, f"{name} {url}: {response.status_code}"
    HTML[name] = response.content.decode()


def plan_page(front: Page) -> Page:
    """A plan with a chapter, both read."""
    from plan.models import Organisation, PlanKind, PlanPage, SectionPage

    words = {"locale": front.locale}
    kind = PlanKind.objects.create(name="Plan", **words)
    owner = Organisation.objects.create(name="Council", kind="owner", **words)
    summary = "What the council wants to change."
    plan = add(front, PlanPage(title="Our plan", summary=summary, kind=kind, organisation=owner))
    section = add(plan, SectionPage(title="A chapter", body=body(SectionPage, "We listen.")))
    read("front", front.get_url())
    read("plan", plan.get_url())
    read("section", section.get_url())
    call_command("create_roles", verbosity=0)
    return plan


def priority_pages(plan: Page) -> None:
    """A priority with a measure, both read."""
    from priorities.models import MeasurePage, PriorityPage

    priority = add(plan, PriorityPage(title="A priority", summary="It matters."))
    facts = {"unit": "percentage", "direction_wanted": "higher", "frequency": "quarterly"}
    measure = add(
        priority,
        MeasurePage(title="A measure", definition="A share.", source_name="A survey", **facts),
    )
    read("priority", priority.get_url())
    read("measure", measure.get_url())


def consultation_pages(plan: Page) -> None:
    """A consultation with the host's own type of question, read and started."""
    from plan.consultation.models import Consultation, ConsultationPage

    question = {"text": "Where do you live?", "hint": "", "is_required": False}
    section = {
        "title": "About you",
        "introduction": "",
        "questions": [{"type": "front_postcode", "value": question}],
    }
    form = ConsultationPage._meta.get_field("form").stream_block
    now = timezone.now()
    page = ConsultationPage(
        title="Have your say",
        summary="Tell us.",
        privacy_notice="<p>Kept safe.</p>",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=1),
        retain_until=(now + timedelta(days=400)).date(),
        form=form.to_python([{"type": "section", "value": section}]),
    )
    add(plan, page)
    read("consultation", page.get_url())
    record = Consultation.objects.get(translation_key=page.translation_key)
    start_form(record.public_id)


def start_form(public_id: str) -> None:
    """Start answering, and see the host's question."""
    from django.urls import reverse

    client = Client()
    started = client.post(reverse("plan:take_part", args=[public_id]), follow=True)
    FOUND["form"] = started.status_code
    HTML["form"] = started.content.decode()
    assert "Where do you live?" in HTML["form"], HTML["form"][:2000]


def comment() -> None:
    """A comment on a passage of the plan, by the actions that a form calls; and what is shown."""
    from plan.comments.actions.post_comment import Posting, Words, post_comment
    from plan.comments.enums import Showing
    from plan.comments.models import CommentSettings, PlaceTally
    from plan.comments.tokens import new_attempt_token, read_attempt_token
    from plan.consultation.models import Consultation
    from plan.models import Passage
    from plan.shown_passages import passage_url

    settings = CommentSettings.objects.create(
        consultation=Consultation.objects.get(), showing=Showing.AT_ONCE
    )
    passage = Passage.objects.exclude(number="").select_related("page__locale").get()
    now = timezone.now()
    opened = now - timedelta(minutes=1)
    token = read_attempt_token(new_attempt_token(opened, words=passage.text, language="en"))
    assert token is not None
    posting = Posting(passage, settings, token, "en", now)
    made = post_comment(posting=posting, words=Words("More benches, please.", name="A host"))
    FOUND["comment"] = [made.state, PlaceTally.objects.get().number]
    read("passage", passage_url(passage.translation_key, passage.block_id))


def read_api(plan: Page) -> None:
    """The read API has the operations of the apps that are there, and tells of the plan."""
    from django.urls import reverse

    read("api", reverse("plan:api"))
    document = Client().get(reverse("plan:api_document")).json()
    FOUND["operations"] = sorted({path.split("/")[1] for path in document["paths"]})
    told = Client().get(reverse("plan:api_plan", args=[plan.translation_key])).json()
    FOUND["told"] = [told["title"], {one["name"]: one["count"] for one in told["collections"]}]


def admin(plan: Page) -> None:
    """The editor and the sign-in are the host's own."""
    user = get_user_model().objects.create_superuser("boss", "boss@example.org", "secret")
    client = Client()
    client.force_login(user)
    FOUND["editor"] = client.get(f"/cms/pages/{plan.pk}/edit/").status_code
    if apps.is_installed("plan.comments"):
        FOUND["desk"] = client.get("/cms/comments-of-the-public/").status_code
    FOUND["draft_links"] = client.get(f"/cms/plan/pages/{plan.pk}/drafts/").status_code
    read("sign_in", "/members/sign-in/")


def main() -> None:
    """Everything, once."""
    import plan

    commands()
    page = plan_page(front_page())
    if apps.is_installed("priorities"):
        priority_pages(page)
    if apps.is_installed("plan.consultation"):
        consultation_pages(page)
    if apps.is_installed("plan.comments"):
        comment()
    read_api(page)
    admin(page)
    FOUND["installed_at"] = str(Path(plan.__file__).parent)
    sys.stdout.write(json.dumps({"found": FOUND, "html": HTML}))


main()
