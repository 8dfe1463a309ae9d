"""What stands in place of a site's service worker where nothing may be kept: in what is served while it is edited, and
in copies of the site. It removes itself, and so one that a browser has from another server at the same port."""

from __future__ import annotations

NO_WORKER = b"""\
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(registration.unregister()))
"""
