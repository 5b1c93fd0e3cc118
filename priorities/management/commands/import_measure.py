"""Read a file of figures by a profile, and approve it if told so."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from priorities.actions.approve_batch import StaleBatchError, approve_batch
from priorities.actions.check_batch import check_batch
from priorities.actions.upload_figures import upload_figures
from priorities.enums import BatchState
from priorities.imports import FileRefusedError
from priorities.imports.problems import Problem
from priorities.intake.batches import measures_of
from priorities.models import ImportBatch, ImportProfile

#: Exit codes beside 0: something is wrong with the figures; nothing was read at all.
WRONG, REFUSED = 1, 2


class Command(BaseCommand):
    """Uploads, checks, prints all problems, and approves only with `--approve`."""

    help = "Reads a file of figures by an import profile. Ends with 1 where figures are wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File, profile, on whose behalf, and whether it is approved at once."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--profile", required=True, help="name of the import profile")
        parser.add_argument("--user", required=True, help="name with which somebody signs in")
        parser.add_argument("--approve", action="store_true", help="make the figures public")
        parser.add_argument("--release-at", help="when, such as 2026-01-29T09:30")
        parser.add_argument(
            "--end-vanished", action="store_true", help="take away figures no longer in the file"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done, or all that is wrong."""
        release_at = instant(options["release_at"])
        profile = ImportProfile.objects.filter(name=options["profile"]).first()
        if profile is None:
            known = ", ".join(ImportProfile.objects.values_list("name", flat=True)) or "none"
            raise refused(f"There is no profile {options['profile']}. There are: {known}.")
        user = user_named(options["user"])
        batch = self.checked(options["file"], profile, user)
        if batch.state == BatchState.APPROVED:
            self.stdout.write("This very file was approved before. It changes nothing.")
            return
        self.tell(batch)
        if not options["approve"]:
            self.stdout.write(f"Batch {batch.public_id} waits for approval.")
            return
        if not batch.figures.exists():
            self.stdout.write("Everything in this file is there already. Nothing to approve.")
            return
        ended = [one.pk for one in measures_of(batch)] if options["end_vanished"] else []
        try:
            approve_batch(batch=batch, user=user, release_at=release_at, ended=ended)
        except StaleBatchError as error:
            raise CommandError("Figures have changed meanwhile. Run it again.") from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        except PermissionDenied as error:
            raise refused(f"{user} may not approve figures.") from error
        self.stdout.write(f"Batch {batch.public_id} is approved.")

    def checked(self, path: Path, profile: ImportProfile, user: Any) -> ImportBatch:
        """The batch of the file, read."""
        try:
            upload = upload_figures(
                content=path.read_bytes(), name=path.name, user=user, profile=profile
            )
            if upload.batch.state == BatchState.APPROVED:
                return upload.batch
            return check_batch(batch=upload.batch, user=user)
        except OSError as error:
            raise refused(f"Cannot read {path}: {error.strerror}.") from error
        except FileRefusedError as error:
            raise refused(error.sentence) from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        except PermissionDenied as error:
            raise refused(f"{user} may not import figures.") from error

    def tell(self, batch: ImportBatch) -> None:
        """Numbers of changes; CommandError with all problems where there are any."""
        lines = list(problem_lines(batch))
        if lines:
            raise CommandError("\n".join(lines), returncode=WRONG)
        changes = batch.findings.get("changes", {})
        self.stdout.write(
            f"New {changes.get('new', 0)}, changed {changes.get('changed', 0)}, no longer there "
            f"{changes.get('vanished', 0)}, unchanged {batch.unchanged}, improbable "
            f"{changes.get('improbable', 0)}."
        )


def problem_lines(batch: ImportBatch) -> list[str]:
    """All that is wrong, each with its place."""
    findings = batch.findings
    lines = [findings["refusal"]] if findings.get("refusal") else []
    problems = findings.get("extraction", {}).get("problems", {})
    for stored in problems.get("kept", []):
        one = Problem.from_json(stored)
        place = f"{one.column}{one.row}: " if one.row else ""
        lines.append(f"{place}{one.sentence}")
    for row in findings.get("row_problems", {}).get("kept", []):
        place = " ".join(filter(None, [row["measure"], row["period"], row["area"], row["group"]]))
        lines.append(f"{place} ({row['count']}): {row['sentence']}")
    unsaid = problems.get("total", 0) - len(problems.get("kept", []))
    return [*lines, *([f"… and {unsaid} more."] if unsaid > 0 else [])]


def user_named(name: str) -> Any:
    """Who does it."""
    users = get_user_model()
    user = users.objects.filter(**{users.USERNAME_FIELD: name}).first()
    if user is None:
        raise refused("Name who imports it: --user with the name they sign in with.")
    return user


def instant(text: str | None) -> datetime | None:
    """A time in the site's zone unless it names another."""
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise refused("Write the release as a date and time, such as 2026-01-29T09:30.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def refused(sentence: str) -> CommandError:
    """Nothing was read at all."""
    return CommandError(sentence, returncode=REFUSED)
