// What makes long texts easier to read and to cite. The page is whole without it.
(() => {
  const prose = document.querySelector(".prose")
  if (!prose) return
  const own = document.currentScript.dataset
  const all = (selector, within = prose) => [...within.querySelectorAll(selector)]
  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties)
    made.append(...children)
    return made
  }
  const button = (words, onclick) => {
    const made = make("button", { type: "button", onclick }, words)
    made.addEventListener("pointerdown", event => event.preventDefault()) // which would take the selection away
    return made
  }

  // A line at the foot of the window: what was done, or one thing to do. In the page's order it follows the controls.
  const hint = make("div", { className: "hint", role: "status" })
  let fading
  const say = words => {
    hint.replaceChildren(make("span", {}, words))
    clearTimeout(fading)
    fading = setTimeout(() => hint.replaceChildren(), 2000)
  }
  const copy = async text => {
    try { await navigator.clipboard.writeText(text) } catch { return false }
    say(own.copied)
    return true
  }
  document.querySelector(".article-header").append(hint)

  // The size of the text, which light.js sets again on the next page.
  const SIZES = [.9, 1, 1.15, 1.3, 1.5]
  const style = document.documentElement.style
  for (const [name, step] of [["smaller", -1], ["larger", 1]]) {
    document.querySelector(`[data-kit=${name}]`)?.addEventListener("click", () => {
      const at = SIZES.indexOf(+style.getPropertyValue("--size") || 1)
      const size = SIZES[Math.min(SIZES.length - 1, Math.max(0, at + step))]
      style.setProperty("--size", size)
      try { localStorage.setItem("ink-size", size) } catch { /* storage is refused: it lasts as long as the page */ }
      say(`${Math.round(100 * size)}%`)
    })
  }

  // The table of contents follows the reading position.
  const links = new Map(all(".toc a", document).map(link => [decodeURIComponent(link.hash.slice(1)), link]))
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
  let waiting = false
  addEventListener("scroll", () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => { waiting = false; follow() })
  }, { passive: true })
  follow()

  // Footnotes stand beside their marks where there is room, and above or below tables that have the margin; for the ear
  // and the keyboard they stay where they are.
  const notes = prose.querySelector(".footnotes")
  const wide = matchMedia("(min-width: 80rem)")
  const place = () => {
    if (!notes) return
    notes.classList.toggle("beside", wide.matches)
    if (!wide.matches) return
    const { top, right } = prose.getBoundingClientRect()
    const walls = all(".table").map(table => table.getBoundingClientRect()).filter(wall => wall.right > right + 36)
    let free = 100 - top - scrollY // beside the title nothing else stands
    for (const note of all("li", notes)) {
      const mark = document.getElementById(note.id.replace("fn", "fnref"))
      if (!mark) continue
      let at = Math.max(mark.getBoundingClientRect().top - top, free)
      const height = note.offsetHeight + 12
      for (const wall of walls) {
        if (at > wall.bottom - top || at + height < wall.top - top) continue
        const above = wall.top - top - height
        at = above < free ? wall.bottom - top + 12 : above
      }
      note.style.top = `${at}px`
      free = at + height
    }
  }
  new ResizeObserver(place).observe(prose)
  wide.addEventListener("change", place)
  place()

  // Where a link's words are its address, a printed page need not name it again.
  for (const link of all("a[href^=http]")) {
    link.classList.toggle("bare", link.href.includes(link.textContent.replace(/^https?:\/\//, "")))
  }

  // One link for all paragraphs and headings: it goes to the one under the pointer or in the selection, and the arrow keys
  // move it on. It copies the address of its paragraph, or of what is selected there.
  const PLACES = ":is(p, h2, h3, h4, h5, h6)[id]"
  const anchor = make("a", { className: "anchor" })
  const attach = place => {
    if (!place || anchor.parentNode === place) return
    anchor.href = `#${place.id}`
    anchor.ariaLabel = `${own.anchor} ${place.textContent.slice(0, 20)}`
    place.prepend(anchor) // at the end, Chromium 156 would take the last line for one to be justified
  }
  const placeOf = node => (node.closest ? node : node.parentNode).closest(`.prose > ${PLACES}`)
  attach(prose.querySelector(`:scope > ${PLACES}`))
  prose.addEventListener("pointerover", event => event.pointerType === "mouse" && attach(placeOf(event.target)))
  anchor.addEventListener("keydown", event => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    const row = all(`:scope > ${PLACES}`)
    const next = step && row[row.indexOf(anchor.parentNode) + step]
    if (!next) return
    event.preventDefault()
    attach(next)
    next.scrollIntoView({ block: "nearest" })
    anchor.focus()
  })
  // Of a copy that is opened from a file, the address is that of the published page.
  const page = location.protocol === "file:" ? document.querySelector("[rel=canonical]").href : location.origin + location.pathname
  anchor.addEventListener("click", async event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const { hash } = anchor
    if (await copy(selected()?.address ?? page + hash)) history.replaceState(history.state, "", hash)
    else location.hash = hash
  })

  // What is selected in the text: its paragraph, and its address (https://wicg.github.io/scroll-to-text-fragment/). Browsers
  // find whole words only, so the text is extended to those; where it occurs twice, the words before or after it are named.
  const segmenter = window.Intl?.Segmenter && new Intl.Segmenter(prose.closest("[lang]").lang, { granularity: "word" })
  const encode = text => encodeURIComponent(text.trim()).replaceAll("-", "%2D")
  function selected() {
    const selection = getSelection()
    const lines = selection.toString().split("\n").map(line => line.trim()).filter(Boolean)
    if (!lines.length || !prose.contains(selection.anchorNode) || !prose.contains(selection.focusNode)) return null
    const place = placeOf(selection.getRangeAt(0).startContainer)
    const context = (place ?? prose).innerText
    const start = Math.max(0, context.indexOf(lines[0]))
    const end = start + lines[0].length
    const edges = segmenter ? [...segmenter.segment(context)].map(word => word.index).concat(context.length) : []
    const from = edges.findLast(at => at <= start) ?? start
    const to = edges.find(at => at >= end) ?? end
    const text = context.slice(from, to)
    const parts = [encode(text)]
    if (lines.length > 1) parts.push(encode(lines.at(-1)))
    else if (document.body.innerText.split(text).length > 2) {
      const before = edges.filter(at => at < from).slice(-2)
      if (before.length) parts.unshift(`${encode(context.slice(before[0], from))}-`)
      else if (to < context.length) parts.push(`-${encode(context.slice(to, edges.filter(at => at > to)[1]))}`)
      else parts.pop() // a heading, which the table of contents has too
    }
    const id = place ? encodeURIComponent(place.id) : ""
    return { place, address: `${page}#${id}${parts.length ? `:~:text=${parts}` : ""}` }
  }
  let settled
  document.addEventListener("selectionchange", () => {
    clearTimeout(settled)
    settled = setTimeout(() => {
      const chosen = selected()
      attach(chosen?.place)
      if (chosen) hint.replaceChildren(button(own.selection, () => copy(chosen.address)))
      else if (hint.textContent === own.selection) hint.replaceChildren()
    }, 250)
  })

  // Code and citations can be copied; prompts are not part of a command.
  for (const block of all("pre")) {
    block.prepend(make("span", { className: "copy" }, button(own.copy, () => {
      const code = block.querySelector("code").cloneNode(true)
      all(".gp", code).forEach(prompt => prompt.remove())
      copy(code.textContent)
    })))
  }
  for (const block of all(".cite [data-file]", document)) {
    const pre = block.querySelector("pre")
    const text = pre.textContent
    const link = make("a", { download: decodeURIComponent(block.dataset.file) }, own.download)
    link.href = `data:${block.dataset.type};charset=utf-8,${encodeURIComponent(text)}`
    const copying = button(own.copy, async () => await copy(text) || getSelection().selectAllChildren(pre))
    block.querySelector("figcaption").append(" ", copying, " ", link)
  }

  // Pictures that have more to show than the column does are shown in the whole window.
  for (const image of all("img[width]:not(a img, summary img)")) {
    const width = image.getAttribute("width")
    if (!image.alt || width < 200 || (!image.src.endsWith(".svg") && width < 1.1 * image.width)) continue
    image.tabIndex = 0
    image.role = "button"
    image.onclick = () => {
      const close = make("button", { type: "button", ariaLabel: own.close }, "×")
      const shown = make("img", { src: image.src, alt: image.alt })
      Object.assign(shown.dataset, image.dataset)
      const dialog = make("dialog", { className: "zoom", ariaLabel: image.alt, onclick: () => dialog.close() }, close, shown)
      dialog.onclose = () => dialog.remove()
      document.body.append(dialog)
      dialog.showModal()
      dialog.scrollLeft = (dialog.scrollWidth - dialog.clientWidth) / 2
    }
    image.onkeydown = event => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      image.click()
    }
  }
})()
