"""Everything that writes: each action is atomic, and checks what must hold."""
