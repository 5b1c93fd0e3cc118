"""A form taken over from a file, or handed on as one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from plan.consultation.actions.import_form import import_form
from plan.consultation.form_files.faults import FormFileError
from plan.consultation.form_files.read import FormFile, read_form
from plan.consultation.form_files.text import LARGEST
from plan.consultation.form_files.write import form_text
from plan.consultation.models import ConsultationPage
from plan.consultation.orphans import orphan_faults
from plan.consultation.permissions import can_import_form, can_try_form

FAULTS_SHOWN = 200


class FormFileForm(forms.Form):
    """A form as a file, or pasted."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, help_text=gettext_lazy("JSON of up to 2 MB.")
    )
    text = forms.CharField(
        label=gettext_lazy("Or paste its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "dir": "ltr"}),
    )

    def given(self) -> str | bytes:
        """What was uploaded, else what was pasted."""
        upload = self.files.get("file")
        if upload:
            return bytes(upload.read(LARGEST + 1))
        return str(self.data.get("text", ""))


class ImportFormView(WagtailAdminTemplateMixin, TemplateView):
    """Looks a file through, shows what is in it, and puts it into the draft when told to."""

    template_name = "plan/consultation/admin/import_form.html"
    page_title: Any = gettext_lazy("Import a form")
    header_icon = "upload"
    http_method_names = ("get", "head", "post")
    page: ConsultationPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may edit the page the form is written on."""
        rows = ConsultationPage.objects.select_related("locale")
        self.page = get_object_or_404(rows, pk=kwargs["page_id"])
        if not can_import_form(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the page."""
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        title = self.page.get_admin_display_title()
        here = {"url": "", "label": self.page_title}
        return [*self.breadcrumbs_items, {"url": url, "label": title}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the page, and how many questions its draft has now."""
        kwargs.setdefault("form", FormFileForm())
        draft = self.page.get_latest_revision_as_object()
        now = FormFile(draft.form, draft.conditions, self.page.locale.language_code)
        context: dict[str, Any] = super().get_context_data(
            page=self.page, now=now.question_count, **kwargs
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look it through; put it into the draft where that was asked for."""
        form = FormFileForm(request.POST, request.FILES)
        given = form.given()
        try:
            file = read_form(given, self.page)
        except FormFileError as error:
            return self.again(given, faults=error.faults[:FAULTS_SHOWN], total=len(error.faults))
        if "apply" not in request.POST:
            return self.again(given, status=200, file=file, orphans=self.orphans(file))
        import_form(page=self.page, file=file, user=request.user)
        messages.success(
            request, _("The form is in the draft of this page. Look at it, then publish it.")
        )
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def again(self, given: str | bytes, *, status: int = 422, **context: Any) -> HttpResponse:
        """The page with the text that was given."""
        text = given.decode("utf-8-sig", "replace") if isinstance(given, bytes) else given
        form = FormFileForm(initial={"text": text.replace("\x00", "")})
        return self.render_to_response(self.get_context_data(form=form, **context), status=status)

    def orphans(self, file: FormFile) -> list[str]:
        """What would keep it from being published."""
        return orphan_faults(self.page.translation_key, file.form)


@require_safe
def form_file(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form of the newest draft as a file."""
    page = get_object_or_404(ConsultationPage.objects.select_related("locale"), pk=page_id)
    if not can_try_form(request.user, page):
        raise PermissionDenied
    answer = HttpResponse(
        form_text(page.get_latest_revision_as_object()), content_type="application/json"
    )
    answer["Content-Disposition"] = f'attachment; filename="form-{page.slug}.json"'
    answer["Cache-Control"] = "no-store"
    return answer
