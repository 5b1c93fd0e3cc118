"""Lists of answers among the snippets: uploaded as a file, shown as a table."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.snippets.views.snippets import SnippetViewSet

from plan.consultation.models import OptionList
from plan.consultation.option_list_form import OptionListForm


class EntriesPanel(Panel):
    """The entries as a table, to read."""

    class BoundPanel(Panel.BoundPanel):
        """The entries of one list."""

        template_name = "plan/consultation/admin/option_list_entries.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the entries as stored, and what is wrong with a file that was just chosen."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            faults = getattr(self.form, "faults", ())
            return {**context, "entries": self.instance.entries, "faults": faults}


class OptionListViewSet(SnippetViewSet):
    """Rights are Django's own on the model; Wagtail's views write the log."""

    model: Any = OptionList
    icon = "list-ul"
    list_display = ("name", "number_of_entries", "locale")
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("upload"), EntriesPanel()],
        base_form_class=OptionListForm,
    )
