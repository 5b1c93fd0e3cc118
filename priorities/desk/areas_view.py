"""A list of areas from a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from priorities.actions.load_areas import load_areas
from priorities.desk.pages import DeskView
from priorities.imports import FileRefusedError
from priorities.permissions import can_load_areas

LARGEST = 5 * 1024 * 1024
PROBLEMS_SHOWN = 100


class AreaFileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "A table with the columns code and name; names in other languages in columns such as "
            "name_pl."
        ),
        error_messages={"empty": gettext_lazy("The file is empty. Choose another file.")},
    )

    def clean_file(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 5 MB. Leave out what is not needed."))
        return file


class AreaFileView(DeskView):
    """Takes the file; nothing is stored unless every row is right."""

    template_name = "priorities/admin/area_file.html"
    page_title: Any = gettext_lazy("Load areas")
    header_icon = "site"
    may = staticmethod(can_load_areas)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", AreaFileForm())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Load the list."""
        form = AreaFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.again(form=form)
        try:
            result = load_areas(content=form.cleaned_data["file"].read(), user=request.user)
        except FileRefusedError as error:
            form.add_error("file", error.sentence)
            return self.again(form=form)
        except ValidationError as error:
            return self.again(form=form, problems=error.messages[:PROBLEMS_SHOWN])
        words = _("New areas: %(created)d. Changed: %(changed)d. As before: %(unchanged)d.")
        messages.success(request, words % vars(result))
        return redirect("plan_areas:index")
