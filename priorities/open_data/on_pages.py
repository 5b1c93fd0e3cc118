"""What pages show and say of the files: links, a form for the past, and schema.org's Dataset.

No query: everything is on the page already.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from plan.models import PlanPage
from priorities.models import MeasurePage
from priorities.open_data.tables import CSVW, DATA, JSON, PACKAGE, ZIP
from priorities.progress.rows import Group
from priorities.series import MeasureSeries

#: What ends a script, or begins a comment in it, written so that JSON has the same text.
ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
#: The files that pages link to: what they are called there, and their media types.
SHOWN: Sequence[tuple[str, str | Promise, str]] = (
    (DATA, _("Figures as a table (CSV)"), "text/csv"),
    (JSON, _("Figures for programs (JSON)"), "application/json"),
    (ZIP, _("Everything in one package (ZIP)"), "application/zip"),
    (CSVW, _("Description of the columns (CSVW)"), "application/csvm+json"),
    (PACKAGE, _("Description of the package (Frictionless)"), "application/json"),
)


@dataclass(frozen=True)
class File:
    """A file that a page links to; `url` is absolute."""

    label: str | Promise
    url: str
    media_type: str


@dataclass(frozen=True)
class OnPage:
    """What a page shows of its data. `latest` is the last day that has ended.

    `licences` are names and addresses; `json_ld` is what stands in its head for search engines.
    """

    files: Sequence[File]
    licences: Sequence[tuple[str, str]]
    latest: date
    json_ld: SafeString

    @property
    def csv(self) -> File:
        """The table, which the form for the past leads to as well."""
        return self.files[0]


def json_in_page(document: dict[str, Any]) -> SafeString:
    """JSON inside a `script` element: nothing in it can end the element."""
    return SafeString(json.dumps(document, ensure_ascii=False).translate(ESCAPED))


def files_at(request: HttpRequest, name: str, identity: UUID) -> list[File]:
    """Links to the files beside the table that `name` is the address of."""
    table = request.build_absolute_uri(reverse(name, args=[identity]))
    folder = table.removesuffix(DATA)
    return [File(label, f"{folder}{file}", media_type) for file, label, media_type in SHOWN]


def on_page(
    files: Sequence[File], licences: Iterable[tuple[str, str]], facts: dict[str, Any]
) -> OnPage:
    """The files with a Dataset (https://schema.org/Dataset) of these facts, without empty ones."""
    kept = [pair for pair in dict.fromkeys(licences) if any(pair)]
    document = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        **facts,
        "license": [url or name for name, url in kept],
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": file.media_type, "contentUrl": file.url}
            for file in files
        ],
    }
    latest = timezone.localtime(timezone=timezone.get_default_timezone()).date()
    shown = {name: value for name, value in document.items() if value}
    return OnPage(files, kept, latest - timedelta(days=1), json_in_page(shown))


def organisation(name: str, url: str) -> dict[str, str]:
    """An organisation as schema.org has it."""
    return {"@type": "Organization", "name": name, **({"url": url} if url else {})}


def on_measure_page(
    page: MeasurePage, series: MeasureSeries, areas: Mapping[str, str], request: HttpRequest
) -> OnPage:
    """The files of a measure. `series` is its headline's, `areas` are labels by code."""
    first = min((point.period_start for point in series.points), default=None)
    last = max((point.period_end for point in series.points), default=None)
    code = series.measure.headline_area
    place = {"@type": "Place", "name": areas.get(code, code), "identifier": code}
    owner = page.data_owner.label if page.data_owner else ""
    creator = (owner, "") if owner else (page.source_name, page.source_url)
    facts = {
        "name": page.title,
        "description": " ".join(filter(None, [page.summary, page.definition])),
        "url": page.get_full_url(request),
        "identifier": str(series.measure.public_id),
        "inLanguage": page.locale.language_code,
        "creator": organisation(*creator),
        "dateModified": written(series.updated_at),
        "temporalCoverage": f"{first}/{last}" if first else "",
        "spatialCoverage": place if code else None,
        "variableMeasured": page.figure_label,
    }
    files = files_at(request, "plan:measure_csv", series.measure.public_id)
    return on_page(files, [(page.licence_name, page.licence_url)], facts)


def on_progress_page(
    page: PlanPage, groups: Sequence[Group], request: HttpRequest
) -> OnPage | None:
    """The files of a whole plan; None while there are no figures."""
    measures = [one for group in groups for one in group.all_measures()]
    changed = max(
        (one.summary.updated_at for one in measures if one.summary.updated_at), default=None
    )
    if changed is None:
        return None
    facts = {
        "name": page.title,
        "description": page.summary,
        "url": request.build_absolute_uri(request.path),
        "identifier": str(page.translation_key),
        "inLanguage": page.locale.language_code,
        "creator": organisation(page.organisation.name, page.organisation.website),
        "dateModified": written(changed),
        "variableMeasured": [one.label for one in measures],
    }
    files = files_at(request, "plan:progress_csv", page.translation_key)
    return on_page(files, [one.licence for one in measures], facts)


def written(value: datetime | None) -> str:
    """An instant in ISO 8601; empty for none."""
    return value.isoformat() if value else ""
