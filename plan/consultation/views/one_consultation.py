"""What pages on one consultation share that not only readers of responses may open."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from plan.consultation.models import Consultation
from plan.consultation.views.consultation_admin import ConsultationAdminView


class OneConsultationView(ConsultationAdminView):
    """A page on one consultation, for those whom `may_enter` lets in."""

    def may_enter(self, user: Any, consultation: Consultation) -> bool:
        """Whether this person may open the page."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the consultation, and ask who comes."""
        self.consultation = get_object_or_404(Consultation, public_id=kwargs["public_id"])
        if not self.may_enter(request.user, self.consultation):
            raise PermissionDenied
        return super(ConsultationAdminView, self).dispatch(request, *args, **kwargs)

    @cached_property
    def record(self) -> Consultation:
        """The consultation, which `dispatch` has found."""
        assert self.consultation is not None  # noqa: S101  # see above
        return self.consultation
