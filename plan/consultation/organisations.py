"""For which organisation somebody answers, and for which one a team has answered.

The first is read from what was typed to the shipped question bank. Its questions and answers have
the same ids on every site; labels say nothing.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from plan.consultation.forms import field_name
from plan.consultation.models import Response
from plan.consultation.route import Route
from plan.consultation.shipped_banks.reading import bank_id

BANK = "respondent-type"
#: As whom people respond, the answer that stands for organisations, and the organisation's name.
AS_WHOM = field_name(bank_id(BANK, "as"))
FOR_ORGANISATION = str(bank_id(BANK, "for-organisation"))
NAMED = field_name(bank_id(BANK, "organisation"))


def is_for_organisation(way: Route) -> bool:
    """Whether what was typed says that an organisation responds."""
    return FOR_ORGANISATION in typed_to(way, AS_WHOM)


def organisation_named(way: Route) -> str:
    """The name that was given to the organisation; empty where none was."""
    if not is_for_organisation(way):
        return ""
    return next((value.strip() for value in typed_to(way, NAMED)), "")


def for_whom(response: Response) -> str:
    """For which organisation a team answered, as a line; empty where none did."""
    if not response.organisation:
        return ""
    return _("For the organisation: %(name)s") % {"name": response.organisation}


def typed_to(way: Route, name: str) -> list[str]:
    """What was typed to a question, wherever on the way it is asked."""
    return [value for one in way.shown for value in (one.typed or {}).get(name, [])]
