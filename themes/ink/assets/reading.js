// What makes long texts easier to read and to cite. The page is whole without it.
(() => {
  const prose = document.querySelector(".prose")
  if (!prose) return
  const own = document.currentScript.dataset

  // The table of contents follows the reading position.
  const links = new Map([...document.querySelectorAll(".toc a")].map(link => [decodeURIComponent(link.hash.slice(1)), link]))
  const headings = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean)
  let current
  const follow = () => {
    const line = innerHeight / 3
    const next = links.get(headings.findLast(heading => heading.getBoundingClientRect().top < line)?.id)
    if (next === current) return
    current?.removeAttribute("aria-current")
    next?.setAttribute("aria-current", "location")
    const box = next?.closest(".toc")
    if (box && box.scrollHeight > box.clientHeight) box.scrollTop = next.offsetTop - box.clientHeight / 2
    current = next
  }

  // Footnotes stand beside their marks where there is room; for the ear and the keyboard they stay where they are.
  const notes = prose.querySelector(".footnotes")
  const wide = matchMedia("(min-width: 80rem)")
  const place = () => {
    if (!notes) return
    notes.classList.toggle("beside", wide.matches)
    if (!wide.matches) return
    const top = prose.getBoundingClientRect().top
    let free = 0
    for (const note of notes.querySelectorAll("li")) {
      const mark = document.getElementById(note.id.replace("fn", "fnref"))
      if (!mark) continue
      const at = Math.max(mark.getBoundingClientRect().top - top, free)
      note.style.top = `${at}px`
      free = at + note.offsetHeight + 12
    }
  }
  new ResizeObserver(place).observe(prose)
  wide.addEventListener("change", place)
  place()

  let waiting = false
  addEventListener("scroll", () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => { waiting = false; follow() })
  }, { passive: true })
  follow()

  // Where a link's words are its address, a printed page need not name it again.
  for (const link of prose.querySelectorAll("a[href^=http]")) {
    link.classList.toggle("bare", link.href.includes(link.textContent.replace(/^https?:\/\//, "")))
  }

  // The address of the paragraph or heading under the pointer.
  const anchor = Object.assign(document.createElement("a"), { className: "anchor", textContent: "¶", tabIndex: -1 })
  anchor.setAttribute("aria-label", own.anchor)
  prose.addEventListener("pointerover", event => {
    if (event.pointerType !== "mouse") return
    const place = event.target.closest(".prose > [id]:is(p, h2, h3, h4, h5, h6)")
    if (!place || anchor.parentNode === place) return
    anchor.href = `#${place.id}`
    place.append(anchor)
  })
  prose.addEventListener("copy", () => anchor.remove())

  // Citations can be copied and kept as files.
  for (const block of document.querySelectorAll(".cite [data-file]")) {
    const text = block.querySelector("pre").textContent
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: own.copy })
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(text) } catch {
        getSelection().selectAllChildren(block.querySelector("pre"))
        return
      }
      button.textContent = own.copied
      setTimeout(() => { button.textContent = own.copy }, 2000)
    })
    const link = Object.assign(document.createElement("a"), { textContent: own.download, download: decodeURIComponent(block.dataset.file) })
    link.href = `data:${block.dataset.type};charset=utf-8,${encodeURIComponent(text)}`
    block.querySelector("figcaption").append(" ", button, " ", link)
  }
})()
