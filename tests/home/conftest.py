"""Set-up of tests of the reference site's own pages."""

from tests.plan.conftest import only_core, plan, site

__all__ = ["only_core", "plan", "site"]
