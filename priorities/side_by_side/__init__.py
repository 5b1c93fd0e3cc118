"""Areas or groups of one measure side by side: a chart, a table and a sentence of the same rows."""
