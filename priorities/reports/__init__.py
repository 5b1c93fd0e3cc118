"""Reporting periods: opened, chased, frozen into reports that never change."""
