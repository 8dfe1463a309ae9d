// Keeps a served page up to date. `serve` injects it into responses; it is not part of the published site.
import { makeOverlay, markProblemPage } from "./overlay.js";
import { makeReplacer } from "./replace.js";

const { dataset } = document.querySelector("script[data-own][data-status]");
const shown = JSON.parse(dataset.status); // the status with which this page was served
const isProblemPage = "problemPage" in dataset;
const SCROLL = "beilin-scroll"; // key in session storage
const replacer = isProblemPage ? null : makeReplacer(shown.version);
const overlay = makeOverlay(open);
let source = null;
let work = Promise.resolve(); // statuses are handled one after another

// A hidden tab disconnects, because a browser allows six connections to a server, shared by all tabs.
function connect() {
  if (source || document.visibilityState === "hidden") return;
  source = new EventSource(`${dataset.own}events`);
  source.onmessage = (event) => {
    work = work.then(() => handle(JSON.parse(event.data))).catch(console.error);
  };
  source.onerror = () => {
    if (source?.readyState !== EventSource.CLOSED) return; // the browser reconnects by itself
    disconnect();
    setTimeout(connect, 1000);
  };
}

function disconnect() {
  source?.close();
  source = null;
}

async function handle(status) {
  if (isProblemPage) {
    if (JSON.stringify(status) !== JSON.stringify(shown)) reload();
    return;
  }
  const hasErrors = status.problems.some(({ severity }) => severity === "error");
  if (!hasErrors && status.version !== replacer.version && !(await replacer.update(status.version))) return reload();
  overlay.show(status);
}

function reload() {
  disconnect();
  saveScroll();
  location.reload();
}

// Browsers do this by themselves, but not if a script scrolls too. If storage is forbidden, it is left to them.
function saveScroll() {
  try {
    sessionStorage.setItem(SCROLL, JSON.stringify({ address: location.href, left: scrollX, top: scrollY }));
  } catch {}
}

function restoreScroll() {
  let saved = null;
  try {
    saved = JSON.parse(sessionStorage.getItem(SCROLL));
    sessionStorage.removeItem(SCROLL);
  } catch {}
  if (saved?.address !== location.href) return;
  const scroll = () => scrollTo({ left: saved.left, top: saved.top, behavior: "instant" });
  scroll();
  addEventListener("load", scroll, { once: true }); // images may have changed the page's height
}

// Ask the server to open the location in the text editor; resolves to the message for the user.
async function open({ file, line, column }) {
  try {
    const response = await fetch(`${dataset.own}open`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Beilin-Token": dataset.token },
      body: JSON.stringify({ file, line, column }),
    });
    if (!response.ok) return (await response.text()).trim();
    const { message, link } = await response.json();
    if (!link) return message;
    location.href = link;
    return shown.words.asked;
  } catch {
    return shown.words.silent;
  }
}

// A service worker would show what it kept: the site registers none here, and one that another server left goes.
async function removeWorkers() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.register = () => new Promise(() => {});
  for (const registration of await workers.getRegistrations()) registration.unregister();
}

removeWorkers().catch(() => {});
restoreScroll();
if (isProblemPage) markProblemPage(shown, open);
else overlay.show(shown);
connect();
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
