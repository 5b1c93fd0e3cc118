"""`manage.py send_comment_news`: tell followers of passages what came since their last letter."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from plan.comments.actions.follow_passage import delete_expired_followers
from plan.comments.letters.followers import tell_due
from plan.comments.models import Follower


class Command(BaseCommand):
    """The first news go out at once; what comes in the hour after waits for this command."""

    help = "Tells followers of passages what is new, and forgets those whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget, send, and say how many of each."""
        self.stdout.write(f"Followers deleted: {delete_expired_followers()}")
        self.stdout.write(f"Letters: {tell_due(Follower.objects.all())}")
