"""Models of the reference site."""

from home.models.media import CustomDocument, CustomImage, CustomRendition
from home.models.pages import HomePage, InformationPage
from home.models.users import User

__all__ = [
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "HomePage",
    "InformationPage",
    "User",
]
