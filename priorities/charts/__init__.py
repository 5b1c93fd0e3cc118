"""Charts, drawn on the server as SVG and, to be shared, as PNG."""
