"""Following a passage by email: asked for, confirmed, told of news, ended without signing in."""
