// Shows the archive's problems over the page: as a list if one is an error, else as a count that opens the list.

const MAX_SOURCE = 240; // characters of a source line; a paragraph is one line and may have thousands

// `open` opens a problem's location in the text editor and resolves to a message about the result.
export function makeOverlay(open) {
  let host = null;
  let drawn = "";
  let dismissed = ""; // the problems whose list was closed

  function show({ problems, summary, words }) {
    const key = JSON.stringify([problems, summary]);
    if (key === drawn) return;
    drawn = key;
    const hasErrors = problems.some(({ severity }) => severity === "error");
    if (!hasErrors) dismissed = "";
    if (problems.length === 0) draw(null);
    else if (hasErrors && key !== dismissed) draw("beilin-overlay", panel(problems, summary, words, hasErrors, key));
    else draw("beilin-badge", badge(problems, summary, words, hasErrors, key));
  }

  function panel(problems, summary, words, hasErrors, key) {
    const close = element("button", "close", words.close);
    close.onclick = () => {
      dismissed = key;
      draw("beilin-badge", badge(problems, summary, words, hasErrors, key));
    };
    const made = element("section", hasErrors ? "errors" : "", element("h2", "", summary), close);
    if (hasErrors) made.append(element("p", "", words.below));
    made.setAttribute("role", hasErrors ? "alert" : "region");
    made.append(...problems.map((problem) => article(problem, words, open)));
    return made;
  }

  function badge(problems, summary, words, hasErrors, key) {
    const made = element("button", hasErrors ? "badge errors" : "badge", summary);
    made.onclick = () => draw("beilin-overlay", panel(problems, summary, words, hasErrors, key));
    return made;
  }

  function draw(id, content) {
    host?.remove();
    host = null;
    document.documentElement.style.removeProperty("--beilin-bar");
    if (!id) return;
    host = element("div", "");
    host.id = id;
    const root = host.attachShadow({ mode: "open" }); // isolates it from the page's style sheets
    root.adoptedStyleSheets = [sheet()];
    root.append(content);
    document.documentElement.append(host);
    if (id === "beilin-badge") document.documentElement.style.setProperty("--beilin-bar", `${host.offsetHeight}px`);
  }

  return { show };
}

// The page that is served while there is no site lists the problems already; this adds buttons that open them.
export function markProblemPage({ problems, words }, open) {
  const blocks = document.querySelectorAll("pre");
  problems.forEach((problem, index) => {
    if (problem.file) blocks[index]?.before(locationButton(problem, words, open, problem.location));
  });
}

function article(problem, words, open) {
  const { severity, label, code, location, file, message, source, column, hint, omission } = problem;
  const parts = [element("p", "message", `${label}${message} [${code}]`)];
  if (location) parts.unshift(file ? locationButton(problem, words, open, location) : element("p", "location", location));
  if (source) parts.push(element("pre", "", ...quotation(Array.from(source), column)));
  if (hint) parts.push(element("p", "hint", hint));
  if (omission) parts.push(element("p", "omission", omission));
  return element("article", severity, ...parts);
}

function locationButton(problem, words, open, label) {
  const button = element("button", "location", label);
  button.title = words.open;
  const result = element("span", "result");
  result.setAttribute("role", "status");
  button.onclick = async () => {
    result.textContent = "…";
    result.textContent = ` ${await open(problem)}`;
  };
  return element("p", "", button, result);
}

// The caret is attached to its character, because a Han character is not exactly twice as wide as a Latin one.
function quotation(letters, column) {
  const at = column ? column - 1 : 0;
  const from = Math.max(0, Math.min(at - MAX_SOURCE / 2, letters.length - MAX_SOURCE));
  const to = from + MAX_SOURCE;
  const start = (from > 0 ? "…" : "") + letters.slice(from, at).join("");
  const caret = column ? [element("mark", "", letters[at] ?? " ")] : [];
  const rest = letters.slice(column ? at + 1 : 0, to).join("") + (to < letters.length ? "…" : "");
  return [start, ...caret, rest];
}

// Strings are added as text, never as markup.
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

function sheet() {
  const made = new CSSStyleSheet();
  made.replaceSync(STYLE);
  return made;
}

// The bar that opens the list is sticky at the end of the page: it has a place of its own there, so it covers nothing for
// good, and on paper there is neither.
const STYLE = `
  @media print { :host { display: none !important } }
  :host(#beilin-badge) { display: block; position: sticky; bottom: 0; z-index: 2147483647 }
  section { all: initial; position: fixed; inset: 0 0 auto; max-height: 70vh; overflow: auto; z-index: 2147483647;
    box-sizing: border-box; padding: 1rem 1.5rem; background: #22201c; color: #f8f4ea; color-scheme: dark;
    border-bottom: 4px solid #d9a23b; font: 15px/1.6 system-ui, sans-serif }
  section.errors { background: #2a1215; color: #f8eaea; border-color: #e5484d }
  h2 { margin: 0; font-size: 1.1rem }
  p { margin: .2rem 0 }
  button { font: inherit; cursor: pointer }
  .close { position: absolute; top: 1rem; right: 1.5rem }
  .badge { display: block; width: 100%; padding: .3em 1rem; border: 0; text-align: start; background: #6b4a00; color: #fff;
    font: 600 13px/1.5 system-ui, sans-serif }
  .badge.errors { background: #a3161b }
  article { margin-top: .8rem; padding-top: .8rem; border-top: 1px solid #ffffff33; overflow-wrap: anywhere }
  .location { padding: 0; border: 0; background: none; font-family: ui-monospace, monospace; color: #ffb3b5;
    text-align: start }
  button.location { text-decoration: underline }
  .result { color: #cfe8cf }
  .message { font-weight: 600 }
  .hint { color: #e9d8a6 }
  .omission { margin-top: .6rem; font-style: italic }
  pre { margin: .4rem 0; padding: .5rem .8rem 1rem; white-space: pre-wrap; background: #00000066;
    font: 14px/2 ui-monospace, monospace }
  mark { position: relative; background: #e5484d88; color: inherit }
  mark::after { content: "^"; position: absolute; left: 0; top: 1.15em; line-height: 1; color: #ff8589; font-weight: 700 }`;
