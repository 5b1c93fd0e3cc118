"""Addresses in the admin of the ways in which responses and forms come in besides the website."""

from __future__ import annotations

from django.urls import URLPattern, path

from plan.consultation.views import entries, entry_checks, form_files, imports

ONE = "<slug:public_id>/entries/"
IMPORTS = "<slug:public_id>/imports/"
RESPONSE = f"{ONE}<slug:reference>/"

urlpatterns: list[URLPattern] = [
    path(ONE, entries.EntryListView.as_view(), name="entries"),
    path(f"{ONE}start/", entries.StartEntryView.as_view(), name="start_entry"),
    path(f"{ONE}form/<int:texts_pk>/", entries.EnterView.as_view(), name="enter"),
    path(f"{RESPONSE}recorded/", entries.EnteredView.as_view(), name="entered"),
    path(f"{RESPONSE}check/", entry_checks.CheckView.as_view(), name="check"),
    path(f"{RESPONSE}correct/", entry_checks.CorrectView.as_view(), name="correct"),
    path(f"{RESPONSE}scans/<uuid:file_id>/", entry_checks.scan, name="scan"),
    path(IMPORTS, imports.ImportView.as_view(), name="import_responses"),
    path(f"{IMPORTS}template-<slug:language>.xlsx", imports.template, name="import_template"),
    path(f"{IMPORTS}<int:batch>/undo/", imports.UndoImportView.as_view(), name="undo_import"),
    path("form/<int:page_id>/import/", form_files.ImportFormView.as_view(), name="import_form"),
    path("form/<int:page_id>/form.json", form_files.form_file, name="form_file"),
]
