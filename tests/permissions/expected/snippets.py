"""Wagtail's pages for the plan's shared words, all of them in English here."""

from __future__ import annotations

from typing import Any

from tests.permissions.rows import ANY, ARABIC, EDITOR, MANAGER, POLISH, PUBLISHER, Row, only, staff

TRANSLATORS = (POLISH, ARABIC)
#: A field of several rows sends how many there are.
ROWS = {"footer_links-count": "0", "levels-count": "0"}


def snippet(
    model: str,
    name: str,
    *changers: str,
    viewers: tuple[str, ...] = TRANSLATORS,
    adders: tuple[str, ...] = (EDITOR,),
) -> dict[str, Row]:
    """Editors add and change; `changers` change; translators look, for it is not their language."""
    viewers = (*adders, *changers, *viewers)

    def one(world: Any) -> list[int]:
        return [world[name].pk]

    lists = Row(only(*viewers), only(*viewers, outcome=405))
    about_one = Row(only(*viewers), only(*viewers, outcome=405), one)
    app = "plan_consultation" if model == "optionlist" else "plan"
    kind, chooser = f"wagtailsnippets_{app}_{model}", f"wagtailsnippetchoosers_{app}_{model}"
    any_staff = Row(staff(), staff(405))
    return {
        f"{kind}:list": lists,
        f"{kind}:list_results": lists,
        f"{kind}:add": Row(only(*adders), only(*adders), data=ROWS),
        f"{kind}:copy": Row(only(*adders), only(*adders), one, ROWS),
        f"{kind}:edit": Row(only(*adders, *changers), only(*adders, *changers), one, ROWS),
        f"{kind}:delete": Row(only(), only(outcome=ANY), one),
        f"{kind}:usage": about_one,
        f"{kind}:history": about_one,
        f"{kind}:history_results": about_one,
        f"{chooser}:choose": any_staff,
        f"{chooser}:choose_results": any_staff,
        f"{chooser}:chosen": Row(staff(), staff(405), one),
        f"{chooser}:chosen_multiple": any_staff,
        # Wagtail has no form here, and fails on a POST by those it lets in.
        f"{chooser}:create": Row(only(*adders), only(*adders, outcome=ANY)),
    }


def option_lists() -> dict[str, Row]:
    """Lists of answers are for those who write forms, and made of files: nothing to copy."""
    rows = snippet("optionlist", "option_list", viewers=(), adders=(EDITOR, MANAGER))
    return {name: row for name, row in rows.items() if not name.endswith(":copy")}


EXPECTED = {
    **snippet("organisation", "organisation"),
    **snippet("plankind", "kind"),
    **option_lists(),
    **snippet("servicedetails", "details", PUBLISHER),
}
