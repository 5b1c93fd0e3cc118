"""Remember how a kind of file is read, under a name."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from priorities.actions.check_batch import locked_open
from priorities.imports import mapping_from_json
from priorities.log_actions import PROFILE_SAVED
from priorities.models import ImportBatch, ImportProfile
from priorities.permissions import can_import_figures, require


@transaction.atomic
def save_profile(*, batch: ImportBatch, name: str, user: Any) -> ImportProfile:
    """Keep the mapping of a batch under a name: a new profile, or the one of that name anew.

    The batch then belongs to the profile. MappingRefusedError where the mapping is none;
    ValidationError without a name, or where the batch belongs to another profile.
    """
    require(can_import_figures(user))
    batch = locked_open(batch)
    mapping_from_json(batch.mapping)
    name = checked(name)
    profile = ImportProfile.objects.select_for_update().filter(name=name).first()
    if profile is None:
        profile = ImportProfile(name=name)
    elif profile.pk != batch.profile_id:
        raise ValidationError(
            _("There is an import profile “%(name)s” already. Choose another name.")
            % {"name": name}
        )
    profile.mapping = batch.mapping
    profile.save()
    ImportBatch.objects.filter(pk=batch.pk).update(profile=profile)
    log(instance=profile, action=PROFILE_SAVED, user=user)
    return profile


@transaction.atomic
def rename_profile(*, profile: ImportProfile, name: str, user: Any) -> ImportProfile:
    """Call it something else. ValidationError where another has that name."""
    require(can_import_figures(user))
    name = checked(name)
    if ImportProfile.objects.filter(name=name).exclude(pk=profile.pk).exists():
        raise ValidationError(
            _("There is an import profile “%(name)s” already. Choose another name.")
            % {"name": name}
        )
    profile.name = name
    profile.save(update_fields=["name", "updated_at"])
    log(instance=profile, action=PROFILE_SAVED, user=user)
    return profile


def checked(name: str) -> str:
    """A name without blanks around it, neither empty nor endless."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError(_("Give the profile a name, such as the source’s and the table’s."))
    if len(name) > 200:
        raise ValidationError(_("Choose a name of at most 200 characters."))
    return name
