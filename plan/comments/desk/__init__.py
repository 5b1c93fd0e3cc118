"""The moderation desk in Wagtail's admin: the queue, one comment, many at once, figures."""
