"""What is done to comments: each change atomic, logged, and checked for permission."""
