"""The admin's form of a list of answers: its name, and a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Locale

from plan.consultation.actions.label_option_list import label_option_list
from plan.consultation.models import OptionList
from plan.consultation.option_files import LARGEST, ListFile, read_list
from plan.consultation.option_lists import codes_in_use, labels_of, source_of
from plan.permissions import can_edit_words_in


class OptionListForm(WagtailAdminModelForm):
    """Takes a file whole or not at all; what published forms offer cannot vanish."""

    upload = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        help_text=gettext_lazy(
            "Columns “code” and “label”; “label_pl” and the like for other languages. It takes "
            "the place of the entries below. Codes are what files of answers hold, so they never "
            "change; labels may. Forms show new labels once they are published again."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    class Meta:
        model = OptionList
        fields = ("name",)

    #: What the file holds, where one was given.
    given: ListFile | None = None
    #: What is wrong with the file, where it is more than one thing: told as a list.
    faults: Sequence[str] = ()

    def clean_upload(self) -> Any:
        """Read the file; every fault is shown."""
        upload = self.cleaned_data.get("upload")
        if upload is None:
            if not self.instance.entries:
                raise ValidationError(_("Choose a file with the answers of the list."))
            return None
        if upload.size > LARGEST:
            raise ValidationError(_("The file is larger than any list of answers. Choose another."))
        found = read_list(upload.read(), self.other_languages())
        faults = found.faults or [*self.missing_codes(found), *self.languages_of_others(found)]
        if len(faults) > 1:
            self.faults = faults
            raise ValidationError(
                ngettext(
                    "Nothing was stored: there is %(number)d fault in the file, named below.",
                    "Nothing was stored: there are %(number)d faults in the file, listed below.",
                    len(faults),
                )
                % {"number": len(faults)}
            )
        if faults:
            raise ValidationError(faults)
        self.given = found
        return upload

    def other_languages(self) -> list[str]:
        """Languages that may have columns of their own: none in a translation's file."""
        if not self.is_source():
            return []
        locales = Locale.objects.exclude(pk=self.instance.locale_id)
        return list(locales.values_list("language_code", flat=True))

    def is_source(self) -> bool:
        """Whether this is the list that others are translations of."""
        if self.instance.pk is None:
            return True
        source = source_of(self.instance.translation_key)
        return source is None or source.pk == self.instance.pk

    def missing_codes(self, found: ListFile) -> list[str]:
        """Codes that must be there and are not; in a translation, those that must not be."""
        given = {entry["code"] for entry in found.entries}
        if not self.is_source():
            return self.other_codes(given)
        used = codes_in_use(self.instance.translation_key)
        return [
            _(
                "The code “%(code)s” (%(label)s) is offered by a published form: it must stay in "
                "the list. Its label may be changed."
            )
            % {"code": code, "label": label}
            for code, label in labels_of(self.instance).items()
            if code in used and code not in given
        ]

    def other_codes(self, given: set[str]) -> list[str]:
        """Codes in which a translation differs from its source."""
        source = source_of(self.instance.translation_key)
        own = set(labels_of(source)) if source else set()
        return [
            _("The code “%(code)s” must be there in every language.") % {"code": code}
            for code in sorted(own - given)
        ] + [
            _("The code “%(code)s” is not in the list this one was translated from.")
            % {"code": code}
            for code in sorted(given - own)
        ]

    def languages_of_others(self, found: ListFile) -> list[str]:
        """Columns in languages that this person does not work in."""
        by_code = {locale.language_code.casefold(): locale for locale in Locale.objects.all()}
        return [
            _("You cannot change words in %(language)s: leave the column “%(column)s” out.")
            % {"language": by_code[language].get_display_name(), "column": f"label_{language}"}
            for language in found.labels
            if not can_edit_words_in(self.for_user, by_code[language])
        ]

    def save(self, commit: bool = True) -> Any:
        """Take the file over, with its other languages."""
        if self.given is not None:
            self.instance.entries = self.given.entries
        saved = super().save(commit)
        if commit and self.given is not None:
            label_option_list(option_list=saved, labels=self.given.labels, user=self.for_user)
        return saved
