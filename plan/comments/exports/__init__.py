"""Comments as files: for everybody those that are published, for moderators all."""
