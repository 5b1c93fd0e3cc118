"""The admin's pages for figures on their way in."""
