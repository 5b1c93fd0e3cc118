"""What people ask for besides answering: a form by post, news of what comes of it."""
