// Keeps a served page fresh. `serve` puts it into responses; it is no part of the published site.
import { makeOverlay, markProblemPage } from "./overlay.js";
import { makeReplacer } from "./replace.js";

const { dataset } = document.querySelector("script[data-own][data-status]");
const shown = JSON.parse(dataset.status); // the status that this page was made from
const isProblemPage = "problemPage" in dataset;
const PLACE = "beilin-place"; // in the session's storage
const replacer = isProblemPage ? null : makeReplacer(shown.version);
const overlay = makeOverlay(open);
let source = null;
let work = Promise.resolve(); // one status is taken after another

// A tab that nobody sees hangs up, for a browser keeps six connections to a server and all tabs share them.
function connect() {
  if (source || document.visibilityState === "hidden") return;
  source = new EventSource(`${dataset.own}events`);
  source.onmessage = (event) => {
    work = work.then(() => take(JSON.parse(event.data))).catch(console.error);
  };
  source.onerror = () => {
    if (source?.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    disconnect();
    setTimeout(connect, 1000);
  };
}

function disconnect() {
  source?.close();
  source = null;
}

async function take(status) {
  if (isProblemPage) {
    if (JSON.stringify(status) !== JSON.stringify(shown)) reload();
    return;
  }
  const hasErrors = status.problems.some(({ severity }) => severity === "error");
  if (!hasErrors && status.version !== replacer.version && !(await replacer.follow(status.version))) return reload();
  overlay.show(status);
}

function reload() {
  disconnect();
  keepPlace();
  location.reload();
}

// Browsers do this by themselves, but not beside a script that scrolls; where storage is forbidden, it is left to them.
function keepPlace() {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify({ address: location.href, left: scrollX, top: scrollY }));
  } catch {}
}

function returnToPlace() {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(PLACE));
    sessionStorage.removeItem(PLACE);
  } catch {}
  if (kept?.address !== location.href) return;
  const scroll = () => scrollTo({ left: kept.left, top: kept.top, behavior: "instant" });
  scroll();
  addEventListener("load", scroll, { once: true }); // images may have made the page longer
}

// Ask the server to open the place in the editor; what to tell the reader of it.
async function open({ file, line, column }) {
  try {
    const response = await fetch(`${dataset.own}open`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Beilin-Token": dataset.token },
      body: JSON.stringify({ file, line, column }),
    });
    if (!response.ok) return (await response.text()).trim();
    const { said, link } = await response.json();
    if (!link) return said;
    location.href = link;
    return "Asked the browser to open VS Code. To use another editor, set VISUAL before you start serve.";
  } catch {
    return "The server does not answer.";
  }
}

returnToPlace();
if (isProblemPage) markProblemPage(shown.problems, open);
else overlay.show(shown);
connect();
document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", connect);
