"""The name that migrations know the private storage by; it is core's now."""

from plan.private_storage import ALIAS, MissingStorage, private_storage

__all__ = ["ALIAS", "MissingStorage", "private_storage"]
