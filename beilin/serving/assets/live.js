// Keeps a served page fresh. `serve` puts it into responses; it is no part of the published site.
(() => {
  "use strict";
  const script = document.currentScript;
  const shown = JSON.parse(script.dataset.status); // the status that this page was made from
  const isProblemPage = "problemPage" in script.dataset;
  const PLACE = "beilin-place"; // in the session's storage
  const LONGEST_SOURCE = 240; // characters of a source line; a paragraph is one line and may have thousands
  let source = null;
  let overlay = null;
  let dismissed = ""; // the problems that the editor has closed

  // A tab that nobody sees hangs up, for a browser keeps six connections to a server and all tabs share them.
  function connect() {
    if (source || document.visibilityState === "hidden") return;
    source = new EventSource(script.dataset.events);
    source.onmessage = (event) => take(JSON.parse(event.data));
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

  function take(status) {
    const isOld = isProblemPage
      ? JSON.stringify(status) !== JSON.stringify(shown)
      : status.version !== shown.version && status.problems.length === 0;
    if (!isOld) return show(status.problems);
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

  function show(problems) {
    const words = JSON.stringify(problems);
    if (isProblemPage || overlay?.words === words) return;
    overlay?.host.remove();
    overlay = null;
    if (problems.length === 0) dismissed = "";
    if (problems.length === 0 || words === dismissed) return;
    const host = element("div", "");
    host.id = "beilin-overlay";
    const root = host.attachShadow({ mode: "open" }); // the page's style sheets end here
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const close = element("button", "", "Close");
    close.onclick = () => {
      dismissed = words;
      host.remove();
      overlay = null;
    };
    const heading = element("h2", "", problems.length === 1 ? "1 error" : `${problems.length} errors`);
    const panel = element("section", "", heading, close, element("p", "", "Below is the last good page."));
    panel.setAttribute("role", "alert");
    panel.append(...problems.map(article));
    root.append(panel);
    document.documentElement.append(host);
    overlay = { host, words };
  }

  function article({ place, message, source: line, column, hint }) {
    const parts = [element("p", "message", message)];
    if (place) parts.unshift(element("p", "place", place));
    if (line) parts.push(element("pre", "", ...quotation(Array.from(line), column)));
    if (hint) parts.push(element("p", "hint", hint));
    return element("article", "", ...parts);
  }

  // The caret hangs on its character, for a Han character is not exactly as wide as two others.
  function quotation(letters, column) {
    const at = column ? column - 1 : 0;
    const from = Math.max(0, Math.min(at - LONGEST_SOURCE / 2, letters.length - LONGEST_SOURCE));
    const to = from + LONGEST_SOURCE;
    const start = (from > 0 ? "…" : "") + letters.slice(from, at).join("");
    const caret = column ? [element("mark", "", letters[at] ?? " ")] : [];
    const rest = letters.slice(column ? at + 1 : 0, to).join("") + (to < letters.length ? "…" : "");
    return [start, ...caret, rest];
  }

  // Strings become text, never markup.
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  const STYLE = `
    section { all: initial; position: fixed; inset: 0 0 auto; max-height: 70vh; overflow: auto; z-index: 2147483647;
      box-sizing: border-box; padding: 1rem 1.5rem; background: #2a1215; color: #f8eaea; color-scheme: dark;
      border-bottom: 4px solid #e5484d; font: 15px/1.6 system-ui, sans-serif }
    h2 { margin: 0; font-size: 1.1rem }
    p { margin: .2rem 0 }
    button { position: absolute; top: 1rem; right: 1.5rem; font: inherit }
    article { margin-top: .8rem; padding-top: .8rem; border-top: 1px solid #5c2b30; overflow-wrap: anywhere }
    .place { font-family: ui-monospace, monospace; color: #ffb3b5 }
    .message { font-weight: 600 }
    .hint { color: #e9d8a6 }
    pre { margin: .4rem 0; padding: .5rem .8rem 1rem; white-space: pre-wrap; background: #190a0c;
      font: 14px/2 ui-monospace, monospace }
    mark { position: relative; background: #e5484d88; color: inherit }
    mark::after { content: "^"; position: absolute; left: 0; top: 1.15em; line-height: 1; color: #ff8589; font-weight: 700 }`;

  returnToPlace();
  show(shown.problems);
  connect();
  document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);
})();
