// In place of a service worker of the site: what is served here changes, so browsers are to keep nothing of it.
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil(registration.unregister()))
