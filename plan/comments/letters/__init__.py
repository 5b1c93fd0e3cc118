"""Letters about comments: what they say, to whom, and how they go out."""
