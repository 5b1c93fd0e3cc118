"""Addresses of the reference site, and what Wagtail offers for its own users and files."""

from __future__ import annotations

from tests.permissions.rows import (
    ANY,
    EDITOR,
    FILE_ROLES,
    LOGIN,
    MANAGER,
    Arguments,
    Row,
    everybody,
    only,
    public,
    staff,
)

DOCUMENT = "documents/<int:document_id>/<str:document_filename>"
UPLOADERS = only(EDITOR, MANAGER)
LISTS = Row(staff(), staff(405))


def served(name: str) -> Arguments:
    """Arguments of a document's address."""
    return lambda world: [world[name].pk, world[name].filename]


def chooser(kind: str, name: str) -> dict[str, Row]:
    """Wagtail's windows for choosing a file: only its title is shown to who may not choose it."""
    return {
        f"{kind}:choose": LISTS,
        f"{kind}:choose_results": LISTS,
        f"{kind}:chosen": Row(only(*FILE_ROLES), staff(405), lambda world: [world[name].pk]),
        f"{kind}:chosen_multiple": LISTS,
        f"{kind}:create": Row(UPLOADERS, UPLOADERS),
    }


def administrators_only(name: str) -> dict[str, Row]:
    """Wagtail's pages for user accounts."""
    plain = Row(only(), only(outcome=405))
    about_one = Row(only(), only(outcome=405), lambda world: [world["somebody"].pk])
    change_one = Row(only(), only(outcome=ANY), lambda world: [world["somebody"].pk])
    return {
        **{f"{name}:{page}": plain for page in ("index", "index_results")},
        **{f"{name}:{page}": about_one for page in ("history", "history_results", "usage")},
        **{f"{name}:{page}": change_one for page in ("edit", "delete", "copy")},
        f"{name}:add": Row(only(), only()),
    }


EXPECTED = {
    "site_search": public(),
    "home_page": public(outcome=302),
    "health/": Row(everybody(200), everybody(405)),
    "admin/login/": Row(everybody(LOGIN), everybody(LOGIN)),
    "admin/password_reset/": Row(everybody(302), everybody(302)),
    "media/<path:path>": Row(everybody(404), everybody(404), path="/media/nothing.txt"),
    "robots.txt": public(),
    "sitemap.xml": public(),
    "sitemap": public(lambda world: ["en"]),
    DOCUMENT: Row(everybody(200), everybody(405), served("document"), named="wagtaildocs_serve"),
    f"{DOCUMENT}#private": Row(
        only(*FILE_ROLES),
        everybody(405),
        served("private_document"),
        named="wagtaildocs_serve",
    ),
    "private_image": Row(
        only(*FILE_ROLES), everybody(405), lambda world: [world["private_rendition"].pk]
    ),
    **chooser("wagtailimages_chooser", "image"),
    "wagtailimages_chooser:select_format": Row(
        only(*FILE_ROLES), only(*FILE_ROLES), lambda world: [world["image"].pk]
    ),
    **chooser("wagtaildocs_chooser", "document"),
    **administrators_only("wagtailusers_users"),
}
