"""Between a file that was read and the figures in force: areas, checks, differences, warnings."""
