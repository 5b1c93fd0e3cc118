"""All published comments of a consultation: the page, its feeds and its files."""
