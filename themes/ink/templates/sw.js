{# The service worker (https://w3c.github.io/ServiceWorker/): for when there is no network it keeps the pages that were read,
   and what they show. Otherwise pages come from the network, so none is ever older than the site; only what has a digest in
   its name, and so never changes, comes from what is kept. With the setting off it removes itself and what it kept. #}
const OWN = {{ ("beilin " ~ site.url ~ " ") | tojson }}
{% if site.service_worker %}
{% set words_of_page = {"title": words.offline, "note": words.offline_note, "kept": words.offline_kept, "none": words.offline_none} %}
const HOME = {{ site.url | tojson }}, TITLE = {{ site.title | tojson }}, BETWEEN = {{ words.separator | tojson }}, LANGUAGE = {{ site.language | tojson }}
const WORDS = {{ words_of_page | tojson }}
const STYLES = [{% block styles %}"{{ assets["ink.css"] }}", "{{ assets["lists.css"] }}"{% endblock %}], SCRIPTS = [{% block scripts %}"{{ assets["light.js"] }}"{% endblock %}]
{# The names end in the version of what is kept: of another version nothing is used. #}
const PAGES = OWN + "pages 1", FILES = OWN + "files 1"
{# How many there may be, and their bytes: the oldest go. What is larger than MOST is not kept. #}
const LIMITS = { [PAGES]: [200, 2e7], [FILES]: [400, 4e7] }, MOST = 5e6, DAY = 864e5
const SHOWN = ["style", "script", "image", "font"]

const urlOf = address => new URL(address, location)
const isOurs = ({ origin, pathname }) => origin === location.origin && pathname.startsWith(HOME)
const isHashed = ({ pathname }) => pathname.startsWith(HOME + "assets/") && /\.[0-9a-f]{12}\.\w+$/.test(pathname)
const keyOf = ({ origin, pathname }) => origin + pathname
const kept = async (name, url) => (await caches.open(name)).match(keyOf(url))

{# One after the other, so that no two count the same entries. What fails, such as for lack of space, is not kept. #}
let work = Promise.resolve()
const inTurn = run => work = work.then(run).catch(() => {})

{# Asked before a response is doubled, as the second of a large one would fill the memory. #}
const isKept = (name, { status, redirected, headers }) => status === 200 && !redirected
  && !(headers.get("Content-Length") > MOST) && (name === FILES || /html/.test(headers.get("Content-Type")))
const keep = (name, url, response) => inTurn(async () => {
  const body = await response.blob()
  if (body.size > MOST) return
  const headers = new Headers(response.headers)
  headers.set("Beilin-Size", body.size)
  headers.set("Beilin-Kept", Date.now())
  const cache = await caches.open(name)
  await cache.delete(keyOf(url))
  const keys = await cache.keys(), sizes = (await cache.matchAll()).map(one => +one.headers.get("Beilin-Size"))
  const [count, bytes] = LIMITS[name]
  let size = sizes.reduce((sum, one) => sum + one, body.size)
  for (let at = 0; at < keys.length && (keys.length - at >= count || size > bytes); at++) {
    size -= sizes[at]
    await cache.delete(keys[at])
  }
  await cache.put(keyOf(url), new Response(body, { headers }))
})
const forget = (name, url) => inTurn(async () => (await caches.open(name)).delete(keyOf(url)))
const load = async (name, url) => {
  const response = isOurs(url) && await fetch(url)
  if (response && isKept(name, response)) await keep(name, url, response)
}

const ofNetwork = async (event, name, url) => {
  let response
  try { response = await event.preloadResponse || await fetch(event.request) } catch { /* there is no network */ }
  if (response && isKept(name, response)) event.waitUntil(keep(name, url, response.clone()))
  else if (response?.status === 404 || response?.status === 410) event.waitUntil(forget(name, url))
  if (response && response.status < 500) return response
  return await kept(name, url) ?? await kept(FILES, url) ?? response ?? (name === PAGES ? pageOfKept() : Response.error())
}

const ofKept = async (event, url) => {
  const response = await kept(FILES, url)
  if (!response) return ofNetwork(event, FILES, url)
  {# What is in use becomes new again, but not with each page. #}
  if (Date.now() - response.headers.get("Beilin-Kept") > DAY) event.waitUntil(keep(FILES, url, response.clone()))
  return response
}

{# Instead of a page that is not kept: what it lacks, and what is there. #}
const pageOfKept = async () => {
  const cache = await caches.open(PAGES), entries = []
  for (const { url } of (await cache.keys()).reverse()) {
    const title = (await (await cache.match(url)).text()).match(/<title>([^<]*)<\/title>/)?.[1] ?? ""
    const address = new URL(url).pathname.replace(/[&"<>]/g, encodeURIComponent)
    entries.push(`<li><a href="${address}">${withoutSite(title) || address}</a></li>`)
  }
  return new Response(`<!DOCTYPE html>
<html lang="${LANGUAGE}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${textOf(WORDS.title)}${BETWEEN}${textOf(TITLE)}</title>
${SCRIPTS.map(one => `<script src="${one}"><\/script>`).join("")}
${STYLES.map(one => `<link rel="stylesheet" href="${one}">`).join("")}
</head>
<body class="page-offline">
<header class="site-header"><p class="site-title"><a href="${HOME}" rel="home">${textOf(TITLE)}</a></p></header>
<main>
<header class="list-header"><h1>${textOf(WORDS.title)}</h1></header>
<p>${textOf(WORDS.note)}</p>
<div class="offer"><section>
<h2>${textOf(WORDS.kept)}</h2>
${entries.length ? `<ul>${entries.join("\n")}</ul>` : `<p>${textOf(WORDS.none)}</p>`}
</section></div>
</main>
</body>
</html>
`, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } })
}
{# As templates write it, so that a title ends in that of the site. #}
const textOf = text => text.replace(/[&<>"']/g, one => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[one] ?? `&#${one.charCodeAt()};`)
const withoutSite = (title, end = textOf(TITLE)) => title.endsWith(end) && title.slice(0, -end.length).replace(/\s*\p{P}\s*$/u, "") || title

addEventListener("install", event => {
  skipWaiting()
  event.waitUntil(Promise.allSettled([load(PAGES, urlOf(HOME)), ...[...STYLES, ...SCRIPTS].map(one => load(FILES, urlOf(one)))]))
})
addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(OWN) && !LIMITS[name]) await caches.delete(name)
  await registration.navigationPreload?.enable()
  await clients.claim()
})()))
addEventListener("fetch", event => {
  const { request } = event, url = urlOf(request.url)
  if (request.method !== "GET" || !isOurs(url) || request.headers.has("range")) return
  if (request.mode === "navigate") event.respondWith(ofNetwork(event, PAGES, url))
  else if (isHashed(url)) event.respondWith(ofKept(event, url))
  else if (SHOWN.includes(request.destination)) event.respondWith(ofNetwork(event, FILES, url))
  {# A script that asks for a page, such as for a preview. #}
  else if (/\/$|\.html$/.test(url.pathname)) event.respondWith(fetch(request).catch(async () => await kept(PAGES, url) ?? Response.error()))
})
{# The page with which it began, and what that shows: nothing of that was seen here. #}
addEventListener("message", event => event.waitUntil((async () => {
  const [page, ...files] = event.data.map(urlOf)
  await Promise.allSettled([load(PAGES, page), ...files.map(file => load(FILES, file))])
})()))
{% else %}
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(OWN)) await caches.delete(name)
  await registration.unregister()
})()))
{% endif %}
