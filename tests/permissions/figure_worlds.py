"""What addresses of figures on their way in name."""

from __future__ import annotations

from typing import Any

from priorities.actions.check_batch import check_batch
from priorities.actions.keep_profile import save_profile
from priorities.actions.keep_tokens import create_token
from priorities.actions.upload_figures import upload_figures
from priorities.models import Area, ImportBatch, ImportProfile, PushToken


def figure_batch(world: Any) -> ImportBatch:
    """A file that was looked at, and not confirmed."""
    upload = upload_figures(
        content=b"Month,Value\n2024-01,5\n",
        name="figures.csv",
        user=world.administrator,
        measures=[world["measure"].measure],
    )
    return check_batch(batch=upload.batch, user=world.administrator)


def figure_profile(world: Any) -> ImportProfile:
    """Its mapping under a name."""
    batch = world["figure_batch"]
    return save_profile(batch=batch, name="Crime", user=world.administrator)


def push_token(world: Any) -> PushToken:
    """A key for that profile."""
    profile = world["figure_profile"]
    return create_token(name="Sender", profile=profile, user=world.administrator)[0]


MAKERS: dict[str, Any] = {
    "area": lambda world: Area.objects.create(code="E09000007", name="Camden"),
    "figure_batch": figure_batch,
    "figure_profile": figure_profile,
    "push_token": push_token,
}
