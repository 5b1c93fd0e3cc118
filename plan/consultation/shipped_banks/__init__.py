"""Question banks that come with the product, as data: see `banks.json` and `reading`."""
