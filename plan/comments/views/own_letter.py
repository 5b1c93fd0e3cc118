"""An author has the letter that confirms a comment sent again, or to another address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from plan.comments.actions.ask_again import ask_again
from plan.comments.actions.change_state import NotPossibleError
from plan.comments.forms import AddressForm, address_form
from plan.comments.models import Comment, CommentSettings
from plan.comments.network_limits import is_too_often
from plan.comments.views.own import own_page, own_url, show_own
from plan.comments.views.requests import from_elsewhere
from plan.consultation.journey.steps import SeeOther
from plan.mail_limits import may_mail
from plan.same_origin import is_from_elsewhere


@own_page("GET", "POST")
def send_own_letter(
    request: HttpRequest, comment: Comment, settings: CommentSettings
) -> HttpResponse:
    """POST sends the letter; what stands against it is said on the author's page."""
    if request.method != "POST" or address_form(comment) is None:
        return SeeOther(own_url(comment))
    form = AddressForm(request.POST)
    if is_from_elsewhere(request):
        form.hide_errors()
        errors = [("", from_elsewhere())]
        return show_own(request, comment, settings, status=403, letter_form=form, errors=errors)
    if not form.is_valid():
        errors = form.error_links()
        return show_own(request, comment, settings, status=422, letter_form=form, errors=errors)
    if is_too_often(request, "letters") or not may_mail("own", comment.pk):
        errors = [("", too_often())]
        return show_own(request, comment, settings, status=429, letter_form=form, errors=errors)
    try:
        ask_again(comment=comment, email=form.cleaned_data["email"])
    except NotPossibleError:
        return SeeOther(own_url(comment))
    return SeeOther(f"{own_url(comment)}?letter=1")


def too_often() -> str:
    """Said to whoever has had it sent several times."""
    return _(
        "Nothing was sent, because you have had the letter sent several times within the last "
        "hour. Look among unwanted mail, or try again in an hour."
    )
