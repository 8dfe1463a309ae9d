// The reading list: what the reader keeps for later, and where reading stopped. It is kept in this browser, for each archive.
(() => {
  const own = document.currentScript.dataset
  const KEY = `ink-shelf ${new URL(".", new URL(own.home, location)).pathname}` // a copy names the file of a folder
  const LEFT = 30 // unfinished articles that are remembered
  const READING = 20000 // milliseconds after which a page is read, and not merely looked at
  const here = location.pathname
  const title = document.querySelector("h1").textContent.trim()
  const prose = document.querySelector(".prose")
  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties)
    made.append(...children)
    return made
  }
  const percent = part => `${Math.round(100 * part)}%`

  // By address: { title, time, keep: is kept for later, part: how much was read, at: the id of the place where it stopped }.
  const load = () => {
    try {
      const entries = Object.entries(JSON.parse(localStorage.getItem(KEY)) ?? {})
      return Object.fromEntries(entries.filter(([path, entry]) => path[0] === "/" && entry))
    } catch { return {} }
  }
  const change = (path, changed) => {
    const shelf = load()
    shelf[path] = { ...shelf[path], ...changed }
    if (!shelf[path].keep && !shelf[path].part) delete shelf[path]
    const left = Object.keys(shelf).filter(path => !shelf[path].keep).sort((one, other) => shelf[other].time - shelf[one].time)
    left.slice(LEFT).forEach(path => delete shelf[path])
    try { localStorage.setItem(KEY, JSON.stringify(shelf)) } catch { /* storage is refused, or full */ }
  }

  const keep = document.querySelector("[data-kit=keep]")
  const mark = () => { if (keep) keep.ariaPressed = Boolean(load()[here]?.keep) }
  keep?.addEventListener("click", () => {
    change(here, { title, keep: !load()[here]?.keep, time: Date.now() })
    mark()
  })
  addEventListener("storage", mark)
  mark()

  const row = ([path, { title, part, at }]) => {
    const remove = make("button", { type: "button", ariaLabel: `${own.remove} ${title}` }, "×")
    const item = make("li", {},
      make("a", { href: part && at ? `${path}#${encodeURIComponent(at)}` : path }, title || path),
      make("span", { className: "count" }, part ? percent(part) : ""),
      remove)
    remove.onclick = () => {
      change(path, { keep: false, part: 0 })
      mark()
      const next = item.nextElementSibling ?? item.previousElementSibling
      item.remove()
      next?.querySelector("button").focus()
    }
    return item
  }
  document.querySelector("[data-kit=shelf]")?.addEventListener("click", () => {
    const entries = Object.entries(load()).sort(([, one], [, other]) => other.time - one.time)
    const close = make("button", { type: "button", ariaLabel: own.close, onclick: () => dialog.close() }, "×")
    const dialog = make("dialog", { className: "shelf", ariaLabel: own.shelf, onclose: () => dialog.remove() },
      make("div", {}, make("h2", {}, own.shelf), close),
      make("ul", {}, ...entries.map(row)),
      make("p", { className: "note" }, own.note))
    dialog.addEventListener("click", event => event.target === dialog && dialog.close())
    document.body.append(dialog)
    dialog.showModal()
  })

  // Who comes back to a long text is asked whether to go on, and not moved.
  if (!prose) return
  const remember = () => {
    if (performance.now() < READING) return
    const box = prose.getBoundingClientRect()
    const part = box.height > 2 * innerHeight ? (innerHeight / 2 - box.top) / box.height : 0
    const at = [...prose.querySelectorAll(":scope > [id]")].findLast(one => one.getBoundingClientRect().top < innerHeight / 2)?.id
    if (part > .1 && part < .95) change(here, { title, part, at, time: Date.now() })
    else if (part >= .95) change(here, { part: 0 })
  }
  const was = load()[here]
  const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate" // else the browser scrolls by itself
  if (was?.part && isNew && !location.hash) {
    const resume = make("button", { type: "button" }, own.resume.replace("{part}", percent(was.part)))
    resume.onclick = () => {
      resume.remove()
      if (document.getElementById(was.at)) location.replace(`#${encodeURIComponent(was.at)}`)
      else scrollTo(0, prose.offsetTop + was.part * prose.offsetHeight)
    }
    document.querySelector(".hint")?.append(resume)
    // The offer stands until it is taken, or the reader has begun to read; a clock would be unfair to who reads slowly.
    addEventListener("scroll", () => scrollY > innerHeight && resume.remove(), { passive: true })
  }
  addEventListener("pagehide", remember)
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && remember())
})()
