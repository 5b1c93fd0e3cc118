"""How dates and numbers are written, where Django knows only the American way."""
