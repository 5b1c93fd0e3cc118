"""Addresses of the files; they never change."""

from __future__ import annotations

from django.urls import path

from priorities.open_data.tables import CSVW, DATA, JSON, MEASURES, PACKAGE, ZIP
from priorities.open_data.views import measure_file, plan_file

#: What the files are called in the names of their addresses.
NAMES = {DATA: "csv", CSVW: "csvw", JSON: "json", PACKAGE: "package", ZIP: "zip"}

urlpatterns = [
    *(
        path(f"measures/<uuid:public_id>/{file}", measure_file, {"file": file}, f"measure_{name}")
        for file, name in NAMES.items()
    ),
    *(
        path(
            f"progress/<uuid:translation_key>/{file}", plan_file, {"file": file}, f"progress_{name}"
        )
        for file, name in {**NAMES, MEASURES: "measures_csv"}.items()
    ),
]
