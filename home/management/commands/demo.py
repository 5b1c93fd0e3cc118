"""`manage.py demo`: the whole demonstration, from an empty folder to a running site."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from home.catalogues import compile_catalogues
from home.demo_accounts import OwnerLink, SignIn, make_demo_accounts, make_owner_link
from home.processes import run_together
from plan.models import PlanPage

ADDRESS = "127.0.0.1"
WORKER = ("db_worker", "--verbosity", "0")


class Command(BaseCommand):
    """Sets up and serves the demonstration; Ctrl-C ends it, and what was entered is kept."""

    help = "Sets up and serves the demonstration with a task worker beside it."
    requires_system_checks = ()  # the database may not be there yet

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to serve, and whether to begin anew."""
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1")
        parser.add_argument("--reset", action="store_true", help="throw away what was entered")
        parser.add_argument("--no-serve", action="store_true", help="set up and end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up, say how to sign in, serve."""
        port = options["port"]
        if not options["no_serve"]:
            require_free(port)
        if options["reset"]:
            reset()
        self.stdout.write("Preparing the demonstration; the first time takes a minute …")
        prepare(port)
        self.tell(port, make_demo_accounts(), make_owner_link())
        if options["no_serve"]:
            return
        ended = run_together(commands(port), environment(port))
        if ended:
            raise CommandError(f"{ended} ended by itself: its last lines above say why.")
        self.stdout.write("The demonstration has ended. What you entered is kept.")

    def tell(self, port: int, sign_ins: list[SignIn], owner: OwnerLink | None) -> None:
        """Print addresses and sign-ins."""
        self.stdout.write(f"\nSite:            http://{ADDRESS}:{port}/")
        self.stdout.write(f"Administration:  http://{ADDRESS}:{port}/admin/\n\nSign in as:")
        for sign_in in sign_ins:
            self.stdout.write(f"  {sign_in.role:<28} {sign_in.email}  {sign_in.password}")
        if owner:
            self.stdout.write(
                f"\n{owner.name} ({owner.email}) keeps commitments up to date without a password."
                f"\nThis link works once, within two hours:\n  http://{ADDRESS}:{port}{owner.path}"
            )
        self.stdout.write("\nPress Ctrl-C to end.\n")
        self.stdout.flush()


def require_free(port: int) -> None:
    """CommandError, before anything is done, when something else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} cannot be used ({error}): try another, as in make demo PORT=8001."
            ) from error


def reset() -> None:
    """Delete the demonstration's own database and files; refuse for any other database."""
    if os.environ.get("DATABASE_URL"):
        raise CommandError(
            "DATABASE_URL is set, so the database is not the demonstration's own: "
            "unset it, or empty that database yourself."
        )
    for path in sorted(settings.VAR_DIR.iterdir()):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def prepare(port: int) -> None:
    """Tables, translations, roles and content; what is already there is kept."""
    compile_catalogues(settings.BASE_DIR)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("createcachetable", verbosity=0)
    call_command("migrate", verbosity=0, interactive=False)
    present = get_commands()
    if "load_demo" in present and not PlanPage.objects.exists():
        call_command("load_demo", verbosity=0)
    # Afterwards: rights hold below the front pages, which there are none of before.
    call_command("create_roles", remove_unused=True, verbosity=0)
    for site in Site.objects.filter(is_default_site=True):
        site.hostname, site.port = ADDRESS, port
        site.save()


def commands(port: int) -> dict[str, list[str]]:
    """The server and the worker."""
    server = ["--bind", f"{ADDRESS}:{port}", "--workers", "1", "--threads", "8"]
    return {
        "The server": [
            *(sys.executable, "-m", "gunicorn", "cms.wsgi", *server),
            *("--worker-class", "gthread", "--log-level", "warning"),
        ],
        "The worker": [sys.executable, str(settings.BASE_DIR / "manage.py"), *WORKER],
    }


def environment(port: int) -> dict[str, str]:
    """What both are told: real error pages instead of Django's debug ones, and the address."""
    return {**os.environ, "DEBUG": "false", "BASE_URL": f"http://{ADDRESS}:{port}"}
