// Turns the page that is shown into the one that is served now, without loading it again where that is safe.
//
// What changed is told from the page's source before and after, never from the live page, in which scripts may have
// worked; each part that differs is put into the place that it has in the source. Scripts run once, so a change that
// touches one, and a place that is no longer there, need the page to be loaded again.

const OURS = "script[data-own][data-status]";
const FOLLOWED = "link[rel~=stylesheet][href], img[src], script[src]"; // whose files may change under one address
const REFRESHED = /[?&]beilin-version=[^&]*$/; // what the address of a file got that was loaded again

export function makeReplacer(version) {
  let before = null; // the source and its files' tags, once both are known
  const self = { version, follow };

  // Bring the page up to the version; whether that was possible.
  async function follow(wanted) {
    const old = before;
    before = null;
    const now = await look();
    if (!old || !now) return false;
    const changes = differences(old.page, now.page);
    const files = [...now.tags].filter(([url, tag]) => old.tags.has(url) && old.tags.get(url) !== tag);
    if (!changes || !files.every(([url]) => canRefresh(url))) return false;
    if (!apply(changes, now.page)) return false;
    files.forEach(([url]) => refresh(url, wanted));
    before = now;
    self.version = now.version;
    return true;
  }

  const start = () => look().then((seen) => {
    if (seen?.version === version) before = seen; // else it changed meanwhile, and the next status loads it again
  });
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
  return self;
}

// The source of this page as it is served now, and a tag for each file of this server in it; null where there is none.
async function look() {
  try {
    const response = await fetch(location.href, { cache: "no-cache" });
    if (response.redirected || !response.headers.get("Content-Type")?.startsWith("text/html")) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const ours = page.querySelector(OURS);
    if (!ours || !response.ok !== isMissing()) return null;
    const { version } = JSON.parse(ours.dataset.status);
    ours.replaceWith(page.createComment("")); // its status differs each time, and its neighbours keep their places
    const urls = [...page.querySelectorAll(FOLLOWED)].map(addressOf).filter((url) => url.startsWith(location.origin + "/"));
    const tags = await Promise.all([...new Set(urls)].map(async (url) => {
      const answer = await fetch(url, { method: "HEAD", cache: "no-store" });
      return [url, answer.headers.get("ETag")];
    }));
    return { page, version, tags: new Map(tags) };
  } catch {
    return null; // the server is away, or the page's policy forbids to ask
  }
}

function isMissing() {
  return performance.getEntriesByType("navigation")[0]?.responseStatus === 404;
}

function addressOf(node) {
  return new URL(node.getAttribute("src") ?? node.getAttribute("href"), document.baseURI).href;
}

// The parts that differ: the title, the style sheets, and nodes of the body with their places. Null where more does.
function differences(old, now) {
  const sheets = "link[rel~=stylesheet], style";
  const scripts = (page) => [...page.querySelectorAll("script")].map((node) => node.outerHTML).join("\n");
  if (!sameTag(old.documentElement, now.documentElement) || !sameTag(old.body, now.body)) return null;
  if (scripts(old) !== scripts(now)) return null;
  const styles = (page) => [...page.head.querySelectorAll(sheets)].map((node) => node.outerHTML).join("\n");
  const parts = [];
  compare(old.body, now.body, [], parts);
  if (parts.some(({ from, to }) => holdsScript(from) || holdsScript(to))) return null;
  return { parts, sheets: styles(old) === styles(now) ? null : sheets };
}

function compare(from, to, path, parts) {
  if (from.isEqualNode(to)) return;
  const one = from.childNodes;
  const other = to.childNodes;
  const isAlike = from.nodeType === Node.ELEMENT_NODE && sameTag(from, to) && one.length === other.length
    && [...one].every((node, index) => node.nodeName === other[index].nodeName);
  if (!isAlike) parts.push({ path, from, to });
  else one.forEach((node, index) => compare(node, other[index], [...path, index], parts));
}

function sameTag(one, other) {
  return one.cloneNode(false).isEqualNode(other.cloneNode(false));
}

function holdsScript(node) {
  return node.nodeName === "SCRIPT" || node.querySelector?.("script") != null;
}

// All or nothing: every place is found before the first is changed.
function apply({ parts, sheets }, page) {
  // The body itself stays, for what it holds beside the source's own is not ours to drop.
  if (parts.some(({ path }) => path.length === 0)) return false;
  const places = parts.map(({ path, from }) => placeOf(path, from));
  if (places.includes(null)) return false;
  const left = scrollX;
  const top = scrollY;
  parts.forEach(({ to }, index) => places[index].replaceWith(document.importNode(to, true)));
  if (document.title !== page.title) document.title = page.title;
  if (sheets) putSheets(sheets, page);
  scrollTo({ left, top, behavior: "instant" });
  return true;
}

// The live node at a place of the source; null where a script has moved what stands on the way to it.
function placeOf(path, from) {
  let source = from;
  path.forEach(() => { source = source.parentNode; });
  let live = document.body;
  for (const index of path) {
    const isStill = [...source.childNodes].slice(0, index + 1).every(
      (node, at) => node.nodeType === Node.COMMENT_NODE || node.nodeName === live.childNodes[at]?.nodeName,
    );
    if (!isStill) return null;
    source = source.childNodes[index];
    live = live.childNodes[index];
  }
  return live.id === from.id ? live : null;
}

// The old sheets go once the new ones are there, so that the page is never without any.
function putSheets(selector, page) {
  const old = [...document.head.querySelectorAll(selector)];
  const made = [...page.head.querySelectorAll(selector)].map((node) => document.importNode(node, true));
  const waiting = made.filter((node) => node.nodeName === "LINK").map(
    (node) => new Promise((done) => { node.onload = node.onerror = done; }),
  );
  (old.at(-1) ?? document.head.lastChild).after(...made);
  Promise.all(waiting).then(() => old.forEach((node) => node.remove()));
}

function elementsAt(url) {
  const plain = (address) => address?.replace(REFRESHED, "");
  return [...document.querySelectorAll(FOLLOWED)].filter((node) => plain(node.href) === url || plain(node.src) === url);
}

function canRefresh(url) {
  return elementsAt(url).every((node) => node.nodeName !== "SCRIPT");
}

// Load a file again that has another content under the same address.
function refresh(url, version) {
  for (const node of elementsAt(url)) {
    const fresh = `${url}${url.includes("?") ? "&" : "?"}beilin-version=${encodeURIComponent(version)}`;
    if (node.nodeName !== "LINK") {
      node.removeAttribute("srcset");
      node.src = fresh;
      continue;
    }
    const copy = node.cloneNode();
    copy.href = fresh;
    copy.onload = copy.onerror = () => node.remove();
    node.after(copy);
  }
}
