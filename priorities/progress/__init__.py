"""How a whole plan is doing: its dashboard, an area's page, cards for other sites."""
