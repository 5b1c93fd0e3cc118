"""Published figures as open data: CSV, CSVW, data packages, JSON, and what pages say of them."""
