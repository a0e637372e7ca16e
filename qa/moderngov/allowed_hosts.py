"""Which hosts a person agreed to have asked, and at which ports."""

from __future__ import annotations

import httpx

from qa.errors import SiteFailed, SiteRefused
from qa.moderngov.address import normalised_host

PORTS = {"http": 80, "https": 443}


class AllowedHosts:
    """The host of `site` and further `hosts`; only at the ports of the web, unless `private`.

    Raises `SiteRefused` where one of them cannot be a host.
    """

    def __init__(self, site: str, hosts: tuple[str, ...], private: bool) -> None:
        try:
            self._hosts = {normalised_host(httpx.URL(site).host), *map(normalised_host, hosts)}
        except httpx.InvalidURL as error:
            raise SiteRefused(
                f"{site[:80]!r} or a host named with it is no web address."
            ) from error
        self._private = private

    def check(self, address: str) -> httpx.URL:
        """`address` as it is to be requested. Raises `SiteRefused` where it may not be."""
        try:
            url = httpx.URL(address)
            host = normalised_host(url.host)
        except httpx.InvalidURL as error:
            raise SiteRefused(f"{address[:80]!r} is no web address.") from error
        if url.scheme not in PORTS or not host:
            raise SiteRefused(f"{address[:80]!r} is no address that starts with http or https.")
        if url.userinfo:
            raise SiteRefused(
                f"The address at {host} holds a user name or a password; leave it out."
            )
        if host not in self._hosts:
            raise SiteRefused(
                f"{host} was not named, so it is not asked. If its papers are wanted: --also {host}"
            )
        if not self._private and url.port not in (None, *PORTS.values()):
            raise SiteRefused(
                f"Port {url.port} of {host} is not one of the web, so it is not asked. Only if "
                "you run that site yourself: add --private (for the page, set QA_FETCH_PRIVATE)."
            )
        return url.copy_with(host=host, fragment=None)

    def check_redirect(self, url: httpx.URL, location: str) -> httpx.URL:
        """The address that `url` redirects to. Raises `SiteRefused` where it may not be requested,
        and `SiteFailed` where it is no address."""
        try:
            target = url.join(location)
            host = normalised_host(target.host)
        except httpx.InvalidURL as error:
            raise SiteFailed(f"{url.host} sends on to what is no web address.") from error
        if url.scheme == "https" and target.scheme == "http":
            raise SiteRefused(f"{url.host} sends on from https to http, which anyone may read.")
        if host and host not in self._hosts:
            raise SiteRefused(
                f"{url.host} sends on to {host}, which was not named. If that is right, fetch "
                f"from {host} itself, or add --also {host}"
            )
        return self.check(str(target))
