// Updates the open page to the one that is now served, without a reload if that is safe.
//
// The page's source before and after is compared, never the live page, which scripts may have changed; each part that
// differs is replaced at its position in the source. Scripts run once, so a changed script, or a position that no
// longer exists, requires a reload.

const LIVE_SCRIPT = "script[data-own][data-status]";
const RESOURCES = "link[rel~=stylesheet][href], img[src], script[src]"; // may change without a new address
const REFRESHED = /[?&]beilin-version=[^&]*$/; // appended to the address of a refreshed file

export function makeReplacer(version) {
  let before = null; // the page's source and the ETags of its files, once both are loaded
  const self = { version, update };

  // Update the page to the version; resolves to whether that was possible.
  async function update(wanted) {
    const old = before;
    before = null;
    const now = await fetchPage();
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

  const start = () => fetchPage().then((fetched) => {
    if (fetched?.version === version) before = fetched; // else it changed meanwhile, and the next status reloads it
  });
  if (document.readyState === "complete") start();
  else addEventListener("load", start, { once: true });
  return self;
}

// The source of this page as now served, and the ETag of each of its files on this server; null if unavailable.
async function fetchPage() {
  try {
    const response = await fetch(location.href, { cache: "no-cache" });
    if (response.redirected || !response.headers.get("Content-Type")?.startsWith("text/html")) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const script = page.querySelector(LIVE_SCRIPT);
    if (!script || !response.ok !== isMissing()) return null;
    const { version } = JSON.parse(script.dataset.status);
    script.replaceWith(page.createComment("")); // its status always differs; a comment keeps the positions of its siblings
    const urls = [...page.querySelectorAll(RESOURCES)].map(addressOf).filter((url) => url.startsWith(location.origin + "/"));
    const tags = await Promise.all([...new Set(urls)].map(async (url) => {
      const answer = await fetch(url, { method: "HEAD", cache: "no-store" });
      return [url, answer.headers.get("ETag")];
    }));
    return { page, version, tags: new Map(tags) };
  } catch {
    return null; // the server is down, or the page's security policy forbids the request
  }
}

function isMissing() {
  return performance.getEntriesByType("navigation")[0]?.responseStatus === 404;
}

function addressOf(node) {
  return new URL(node.getAttribute("src") ?? node.getAttribute("href"), document.baseURI).href;
}

// What differs: style sheets, and nodes of the body with their paths. Null if anything else does.
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

// All or nothing: every position is located before the first is changed.
function apply({ parts, sheets }, page) {
  // The body itself is never replaced, since scripts may have added elements to it.
  if (parts.some(({ path }) => path.length === 0)) return false;
  const targets = parts.map(({ path, from }) => locate(path, from));
  if (targets.includes(null)) return false;
  const left = scrollX;
  const top = scrollY;
  parts.forEach(({ to }, index) => targets[index].replaceWith(document.importNode(to, true)));
  if (document.title !== page.title) document.title = page.title;
  if (sheets) putSheets(sheets, page);
  scrollTo({ left, top, behavior: "instant" });
  return true;
}

// The live node at a position in the source; null if a script has moved a node on the path to it.
function locate(path, from) {
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

// The old sheets are removed once the new ones have loaded, so that the page is never unstyled.
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
  return [...document.querySelectorAll(RESOURCES)].filter((node) => plain(node.href) === url || plain(node.src) === url);
}

function canRefresh(url) {
  return elementsAt(url).every((node) => node.nodeName !== "SCRIPT");
}

// Reload a file whose content changed without a new address.
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
