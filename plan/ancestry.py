"""The pages above a page, read in one query and shared by all that asks about them.

Wagtail finds a page by one query for each level of its address, and asks again for restrictions,
breadcrumb and plan. Here the address is looked up at once, with everything those three need.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page, PageViewRestriction

if TYPE_CHECKING:
    from plan.models.plan_page import PlanPage

#: What a plan's own row brings along when it is met on the way.
WITH_PLAN = ("planpage__kind", "planpage__organisation", "planpage__social_image")


def paths_above(path: str) -> list[str]:
    """Tree paths from the root down to this one."""
    return [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]


def read_chain(condition: Q) -> list[Page]:
    """Pages from the root down; `is_restricted` says whether one of any language is shut."""
    shut = PageViewRestriction.objects.filter(page__translation_key=OuterRef("translation_key"))
    found = Page.objects.filter(condition).annotate(is_restricted=Exists(shut))
    return list(found.select_related("locale", *WITH_PLAN).order_by("path"))


def chain_of(page: Page) -> list[Page]:
    """The page and those above it, from the root down; the page itself may be unsaved."""
    if not page.path:
        return [page]
    found = read_chain(Q(path__in=paths_above(page.path)[:-1]))
    return [*found, page]


def find_below(page: Page, slugs: Sequence[str]) -> Any:
    """The page at an address below this one, as its own type; None when there is none.

    It remembers in `routed_through` which pages lead to it.
    """
    addresses = [page.url_path + "/".join(slugs[:end]) + "/" for end in range(1, len(slugs) + 1)]
    below = Q(slug__in=slugs, url_path__in=addresses, path__startswith=page.path)
    chain = read_chain(below | Q(path__in=paths_above(page.path)))
    if not chain or chain[-1].url_path != addresses[-1]:
        return None
    found = specific_of(chain[-1])
    found.routed_through = chain
    return found


def specific_of(page: Page) -> Any:
    """The page as its own type, without a query where its row came along."""
    found = plan_row(page) or page.specific
    found.locale = page.locale
    return found


def plan_row(page: Page) -> PlanPage | None:
    """The plan that a page of the chain is; None for other types."""
    from plan.models.plan_page import PlanPage

    if isinstance(page, PlanPage):
        return page
    if page.specific_class is not PlanPage:
        return None
    found: PlanPage = page.planpage
    found.locale = page.locale
    return found


def plan_in(chain: Sequence[Page]) -> PlanPage | None:
    """The plan nearest to the end of a chain."""
    plans = (plan_row(page) for page in reversed(chain))
    return next((plan for plan in plans if plan is not None), None)
