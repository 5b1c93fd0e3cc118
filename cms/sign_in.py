"""The form staff sign in with."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm


class StaffLoginForm(LoginForm):
    """Without the link inside the password's hint: the page has one of its own below."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
