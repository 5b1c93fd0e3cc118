"""Who may do what: the roles of a plan's staff, as data.

`manage.py create_roles` turns them into Wagtail groups. Permissions are named
`app_label.codename` and looked up when they exist, so that any of the optional apps may be absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import get_language_info
from wagtail.models import Locale

ACCESS_ADMIN = "wagtailadmin.access_admin"
SUBMIT_TRANSLATION = "wagtail_localize.submit_translation"


#: Wagtail asks for these whatever image and document models a site has.
FILES = ("wagtailimages.image", "wagtaildocs.document")
ADD = ("add", "change", "view")
CHANGE = ("change", "view")


class Reach(Enum):
    """The home pages below which a role's page permissions hold."""

    NOWHERE = "nowhere"
    EVERY_LANGUAGE = "every language"
    ONE_LANGUAGE = "one language"


@dataclass(frozen=True)
class Role:
    """A group of staff. `pages` are kinds of page permission, `files` of collection permission."""

    name: str
    reach: Reach = Reach.NOWHERE
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    language: str = ""

    @property
    def all_permissions(self) -> tuple[str, ...]:
        """What is granted everywhere; nobody with a role is kept out of the admin."""
        return (ACCESS_ADMIN, *self.permissions)


def model_permissions(actions: Iterable[str], *models: str) -> tuple[str, ...]:
    """`["add"]` and `"plan.organisation"` make `plan.add_organisation` and so on."""
    return tuple(
        f"{app}.{action}_{name}"
        for model in models
        for app, name in [model.split(".")]
        for action in actions
    )


BANKS = "plan_consultation.questionbank"
LISTS = "plan_consultation.optionlist"
RULES = "plan_comments.houserules"
WORDS = ("plan.organisation", "plan.plankind", "plan.servicedetails", BANKS, RULES)
RESPONSES = "plan_consultation.view_consultation", "plan_consultation.view_response"
READ_ALL = (
    *RESPONSES,
    "plan_consultation.view_contactdetail",
    "plan_consultation.export_response",
)

CHANNELS = (
    "plan_consultation.enter_response",
    "plan_consultation.check_response",
    "plan_consultation.import_response",
)

#: What follows a response: short addresses, forms by post, the list for news.
AFTER_SENDING = (
    "plan_consultation.add_source",
    "plan_consultation.view_paperrequest",
    "plan_consultation.change_paperrequest",
    "plan_consultation.delete_paperrequest",
    "plan_consultation.view_updatessubscriber",
    "plan_consultation.delete_updatessubscriber",
)

#: Answers that may say that somebody is in danger, and the words by which they are found.
HINTS = (
    "plan_consultation.view_disclosurehint",
    *model_permissions(ADD, "plan_consultation.watchedwords"),
)

#: The desk where comments are read and decided on.
MODERATING = ("plan_comments.view_comment", "plan_comments.moderate_comment")

#: What takes more trust than deciding: who wrote it, what was taken out, what an order says.
COMMENTS = (
    *MODERATING,
    "plan_comments.view_commentauthor",
    "plan_comments.view_commentoriginal",
    "plan_comments.remove_comment",
    "plan_comments.export_comment",
    "plan_comments.answer_comment",
    "plan_comments.erase_comment",
    *model_permissions(ADD, "plan_comments.listedwords"),
)

#: The desk where commitments get owners, their updates are approved and reports are frozen.
COMMITMENTS = (
    "plan_priorities.view_commitmentupdate",
    "plan_priorities.approve_commitmentupdate",
    "plan_priorities.change_owner",
    "plan_priorities.change_reportingperiod",
)

EDITOR = Role(
    name="Editor",
    reach=Reach.EVERY_LANGUAGE,
    pages=("add", "change"),
    files=("add", "change", "choose"),
    permissions=(
        *model_permissions(ADD, *WORDS, LISTS),
        SUBMIT_TRANSLATION,
    ),
)
CONSULTATION_MANAGER = Role(
    name="Consultation manager",
    reach=Reach.EVERY_LANGUAGE,
    pages=("add", "change"),
    files=("add", "choose"),
    permissions=(
        *READ_ALL,
        *CHANNELS,
        *AFTER_SENDING,
        *HINTS,
        *COMMENTS,
        "plan_consultation.erase_response",
        "plan_consultation.test_response",
        *model_permissions(ADD, BANKS, LISTS, RULES),
    ),
)
ANALYST = Role(
    name="Analyst",
    permissions=(
        *RESPONSES,
        "plan_consultation.export_response",
        "plan_comments.view_comment",
        "plan_comments.export_comment",
    ),
)
DATA_OWNER = Role(
    name="Data owner",
    permissions=(
        "plan_priorities.view_observation",
        "plan_priorities.add_importbatch",
        "plan_priorities.add_pushtoken",
        *model_permissions(ADD, "plan_priorities.area"),
    ),
)
MODERATOR = Role(
    name="Moderator",
    permissions=MODERATING,
)
PUBLISHER = Role(
    name="Publisher",
    reach=Reach.EVERY_LANGUAGE,
    pages=("change", "publish", "lock", "unlock"),
    files=("choose",),
    permissions=(
        *model_permissions(CHANGE, "plan.servicedetails"),
        "plan.change_branding",
        *COMMITMENTS,
        "plan_priorities.view_observation",
        "plan_priorities.approve_importbatch",
    ),
)

#: Roles that are the same in every language.
ROLES = (EDITOR, CONSULTATION_MANAGER, ANALYST, DATA_OWNER, MODERATOR, PUBLISHER)

#: The workflow that new drafts go through, and the role that approves them.
WORKFLOW_NAME = "Draft, review, publish"
REVIEW_NAME = "Review before publishing"
REVIEWER = PUBLISHER

#: Groups and workflow that Wagtail makes in an empty database, with rights over the whole tree.
WAGTAIL_GROUPS = ("Editors", "Moderators")


def translator(locale: Locale) -> Role:
    """Translates into one language, and edits nothing in any other."""
    return Role(
        name=f"Translator: {english_name(locale.language_code)}",
        reach=Reach.ONE_LANGUAGE,
        pages=("change",),
        files=("choose",),
        permissions=(*model_permissions(CHANGE, *WORDS), SUBMIT_TRANSLATION),
        language=locale.language_code,
    )


def english_name(code: str) -> str:
    """A language's name as staff read it, whatever the site calls it; else its code."""
    try:
        return str(get_language_info(code)["name"])
    except KeyError:
        return code


def roles() -> Iterator[Role]:
    """All roles of this site: a translator for each language but the one plans are written in."""
    yield from ROLES
    source = Locale.get_default()
    for locale in Locale.objects.exclude(pk=source.pk).order_by("language_code"):
        yield translator(locale)
