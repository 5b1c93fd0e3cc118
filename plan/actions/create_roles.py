"""Make the groups and the workflow of `plan.roles`, or bring them up to date."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from plan.roles import (
    FILES,
    REVIEW_NAME,
    REVIEWER,
    WAGTAIL_GROUPS,
    WORKFLOW_NAME,
    Reach,
    Role,
    model_permissions,
    roles,
)


@transaction.atomic
def create_roles() -> list[Group]:
    """Make every role and the workflow. A second run changes nothing.

    What these groups were granted besides by an administrator stays.
    """
    groups = [create_role(role=role) for role in roles()]
    create_workflow()
    return groups


def create_role(*, role: Role) -> Group:
    """Make one role's group, and grant what it lacks."""
    group, _ = Group.objects.get_or_create(name=role.name)
    group.permissions.add(*named_permissions(role.all_permissions))
    pages = home_pages(role)
    allowed = named_permissions(model_permissions(role.pages, Page._meta.label_lower))
    grant(GroupPagePermission, group, "page", pages, allowed)
    collections = Collection.objects.filter(depth=1)
    allowed = named_permissions(model_permissions(role.files, *FILES))
    grant(GroupCollectionPermission, group, "collection", collections, allowed)
    return group


def grant(
    model: type[GroupPagePermission | GroupCollectionPermission],
    group: Group,
    name: str,
    places: QuerySet[Any],
    permissions: QuerySet[Permission],
) -> None:
    """Give a group these permissions at these places, where it has them not; `name` is the field
    of the place. Three queries, or four."""
    granted = set(model.objects.filter(group=group).values_list(f"{name}_id", "permission_id"))
    wanted = product(places.values_list("pk", flat=True), permissions.values_list("pk", flat=True))
    model.objects.bulk_create(
        model(group=group, permission_id=permission, **{f"{name}_id": place})
        for place, permission in wanted
        if (place, permission) not in granted
    )


def named_permissions(names: Iterable[str]) -> QuerySet[Permission]:
    """Those of the permissions `app_label.codename` that exist here."""
    wanted = Q(pk__in=[])
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(wanted)


def home_pages(role: Role) -> QuerySet[Page]:
    """The roots of all sites, in the languages that the role works in."""
    roots = Page.objects.filter(sites_rooted_here__isnull=False)
    pages = Page.objects.filter(translation_key__in=roots.values("translation_key"))
    if role.reach is Reach.NOWHERE:
        return pages.none()
    if role.reach is Reach.ONE_LANGUAGE:
        return pages.filter(locale__language_code=role.language)
    return pages


def create_workflow() -> Workflow:
    """Make the workflow of one approval, and send all pages below the home pages through it."""
    task = GroupApprovalTask.objects.filter(name=REVIEW_NAME).first()
    if task is None:
        task = GroupApprovalTask.objects.create(name=REVIEW_NAME)
    task.groups.add(Group.objects.get(name=REVIEWER.name))
    workflow: Workflow | None = Workflow.objects.filter(name=WORKFLOW_NAME).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=WORKFLOW_NAME)
    WorkflowTask.objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    for site in Site.objects.select_related("root_page"):
        for page in site.root_page.get_translations(inclusive=True):
            WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})
    return workflow


@transaction.atomic
def remove_wagtail_groups() -> list[str]:
    """Remove the groups that Wagtail made, which reach the whole tree, where nobody is in them."""
    unused = Group.objects.filter(name__in=WAGTAIL_GROUPS, user__isnull=True)
    names = sorted(unused.values_list("name", flat=True))
    unused.delete()
    return names
