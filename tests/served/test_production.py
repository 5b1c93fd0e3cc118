"""Production as the guide sets it up: gunicorn, PostgreSQL, whitenoise."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

import pytest
import requests

from tests.served.site import ServedSite

pytestmark = pytest.mark.served

#: What the proxy before gunicorn says of the request it hands on.
PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "plan.example"}


class ProductionSite(ServedSite):
    """The site with production's settings, behind a proxy that is left out."""

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told; nothing of it is the demonstration's."""
        return {
            **super().environment,
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "SECRET_KEY": "k9Q2mX7vT4zR8wLp" * 4,
            "ALLOWED_HOSTS": "plan.example,127.0.0.1",
            "BASE_URL": "https://plan.example",
            "TRUST_PROXY": "true",
        }


@pytest.fixture(scope="module")
def site() -> Iterator[ProductionSite]:
    """Migrated, static files collected, a plan published, served."""
    address = os.environ.get("TEST_POSTGRES_URL", "")
    if not address:
        pytest.skip("PostgreSQL: no server answered")
    with ProductionSite(address) as served:
        served.manage("collectstatic", "--no-input", "-v0")
        served.run("from tests.factories import make_plan\nmake_plan(slug='plan')")
        served.start(workers=2, is_preloaded=False)
        yield served


def get(site: ProductionSite, path: str, **headers: str) -> requests.Response:
    """What the proxy gets."""
    url = f"{site.url}{path}"
    return requests.get(url, headers={**PROXY, **headers}, timeout=30, allow_redirects=False)


def test_a_plan_is_read_without_a_cookie_and_over_https_only(site: ProductionSite) -> None:
    response = get(site, "/en/plan/")
    assert response.status_code == 200
    assert "Safer together" in response.text
    assert "Set-Cookie" not in response.headers
    assert "max-age=31536000" in response.headers["Strict-Transport-Security"]
    plain = requests.get(f"{site.url}/en/plan/", timeout=30, allow_redirects=False)
    assert (plain.status_code, plain.headers["Location"][:8]) == (301, "https://")


@pytest.mark.parametrize("path", ["/en/plan/", "/accounts/login/"])
def test_static_files_are_compressed_and_kept_for_ever(site: ProductionSite, path: str) -> None:
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', get(site, path).text)
    assert addresses
    for address in addresses:
        response = get(site, address, **{"Accept-Encoding": "gzip"})
        assert response.status_code == 200, address
        assert response.headers["Content-Encoding"] == "gzip", address
        assert "immutable" in response.headers["Cache-Control"], address


def test_what_goes_wrong_is_told_without_details(site: ProductionSite) -> None:
    assert get(site, "/en/nowhere/").status_code == 404
    assert "Traceback" not in get(site, "/en/nowhere/").text
    forged = requests.get(f"{site.url}/en/plan/", headers={"Host": "evil.example"}, timeout=30)
    assert forged.status_code == 400
