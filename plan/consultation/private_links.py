"""The secret link by which a respondent comes back to a response; its token is stored nowhere."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from plan.consultation.models import Consultation, Response
from plan.signed_tokens import is_signed_token, signed_token

#: Keeps these tokens apart from whatever else `SECRET_KEY` signs.
PURPOSE = "plan.consultation.private_link"


def token_of(response: Response) -> str:
    """The token of a response's link: 256 bits of the key, the reference and the link's salt."""
    return signed_token(PURPOSE, response.reference, response.link_salt)


def opens_response(token: str, response: Response) -> bool:
    """Whether a token is the one of this response, compared in constant time."""
    return is_signed_token(token, PURPOSE, response.reference, response.link_salt)


def private_path(response: Response, consultation: Consultation, language: str) -> str:
    """Path of a response's private page in a language."""
    with override(language):
        return reverse(
            "plan:private_page",
            args=[consultation.public_id, response.reference, token_of(response)],
        )
