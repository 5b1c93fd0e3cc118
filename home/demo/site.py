"""The site around the plan: organisations, front page, information pages, names and notices."""

from __future__ import annotations

from typing import Any

from wagtail.models import Locale, Page, Site

from home.demo.blocks import known_id
from home.demo.content_files import SOURCE_LANGUAGE, read_json
from home.demo.pages import add
from home.models import HomePage, InformationPage
from plan.models import Branding, Organisation, PlanKind, ServiceDetails


def source_locale() -> Locale:
    """The language the demonstration is written in."""
    locale: Locale = Locale.objects.get_or_create(language_code=SOURCE_LANGUAGE)[0]
    return locale


def build_home() -> HomePage:
    """The front page, in place of the one Wagtail came with, and the site's root."""
    given = read_json("site")["home"]
    root = Page.get_first_root_node()
    welcome = list(root.get_children())
    page = HomePage(locale=source_locale(), **{**given, "slug": "front-page"})
    home = add(root, page)
    site, _ = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    site.root_page = home
    site.site_name = given["title"]
    site.save()
    for old in welcome:
        old.delete()
    build_branding(site)
    return home


def build_branding(site: Site) -> None:
    """The owner's colours, checked for contrast as in the admin."""
    branding = Branding.for_site(site)
    for name, colour in read_json("site")["branding"].items():
        setattr(branding, name, colour)
    branding.full_clean()
    branding.save()


def build_information(home: HomePage) -> list[InformationPage]:
    """Accessibility, privacy, cookies, contact, help."""
    return [add(home, InformationPage(**given)) for given in read_json("site")["information"]]


def build_service(pages: list[InformationPage]) -> ServiceDetails:
    """Names, notices, help, and links to the information pages in the footer."""
    links: list[dict[str, Any]] = [
        {
            "type": "link",
            "id": known_id("footer", page.slug),
            "value": {"text": page.title, "page": page.pk, "address": ""},
        }
        for page in pages
    ]
    field = ServiceDetails._meta.get_field("footer_links")
    details = ServiceDetails(
        locale=source_locale(),
        footer_links=field.stream_block.to_python(links),
        **read_json("site")["service"],
    )
    details.full_clean()
    details.save()
    return details


def build_organisations() -> dict[str, Organisation]:
    """Who owns, delivers and scrutinises, by the key the content uses."""
    made = {}
    for given in read_json("site")["organisations"]:
        facts = {name: value for name, value in given.items() if name != "key"}
        organisation = Organisation(locale=source_locale(), **facts)
        organisation.full_clean()
        organisation.save()
        made[given["key"]] = organisation
    return made


def build_kind() -> PlanKind:
    """What the plan's levels are called."""
    kind = PlanKind(locale=source_locale(), **read_json("site")["kind"])
    kind.full_clean()
    kind.save()
    return kind
