from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

#: Rows that readers and moderators write all the time. What must vanish from pages at once says so
#: itself (`plan.content_version.content_changed`); the rest may be a minute old.
WRITTEN_BY_READERS = (
    "Agreement",
    "Comment",
    "CommentAuthor",
    "CommentHint",
    "CommentOriginal",
    "CommentReport",
    "CommentTranslation",
    "Follower",
    "ModeratorMail",
    "OfficialAnswer",
    "PlaceTally",
)


class CommentsConfig(AppConfig):
    """What the public says about passages of a plan, read by moderators."""

    name = "plan.comments"
    label = "plan_comments"
    verbose_name = _("Comments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Join the plan through its seam."""
        from plan.comments import checks, receivers
        from plan.comments.contributor import CommentsContributor
        from plan.comments.page_guards import guard_comments
        from plan.content_version import leave_out
        from plan.contributors import register
        from plan.guards import register_guard

        leave_out(self.label, *WRITTEN_BY_READERS)
        register_guard(guard_comments)
        register("comments", CommentsContributor())
        checks.connect()
        receivers.connect()
