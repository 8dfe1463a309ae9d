// What a link inside the site leads to, beside the link: an article, a part of a page, a note, a term. By pointer, focus
// and long press. It is text alone, and the page is whole without it.
(() => {
  const site = new URL(".", new URL(document.currentScript.dataset.site, location)).href // a copy names the file of a folder
  const box = Object.assign(document.createElement("div"), { className: "preview", id: "_preview", role: "tooltip", hidden: true })
  const pages = {}
  let timer, link, focused, pressed // the link that is or will be shown, and the one of the focus or under the finger

  const hide = () => {
    clearTimeout(timer)
    link?.removeAttribute("aria-describedby")
    link = pressed = undefined
    box.hidden = true
  }
  const later = (run, delay = 350) => { clearTimeout(timer); timer = setTimeout(run, delay) }
  const linkAt = target => {
    const found = target.closest(".prose a, .related li > a, .neighbours a")
    return found?.href.startsWith(site) && !found.matches(".anchor, .footnote-backref") && found
  }

  // Each page is fetched once; what cannot be fetched, such as files from a file, has no preview.
  const load = address => location.protocol === "file:" ? null : pages[address] ??= fetch(address).then(async answer =>
    answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html")).catch(() => {})

  const text = node => {
    const copy = node.cloneNode(true)
    copy.querySelectorAll("annotation, rt, rp, .anchor, .footnote-ref, .footnote-backref").forEach(it => it.remove())
    return copy.textContent.replace(/\s+/g, " ").trim()
  }

  const show = async (wanted, x) => {
    hide()
    link = wanted
    const isHere = link.pathname === location.pathname
    const page = isHere ? document : await load(link.pathname)
    const title = page && page.querySelector("h1")
    if (link !== wanted || !title) return
    let part
    try { part = page.getElementById(decodeURIComponent(link.hash.slice(1).split(":~:")[0])) } catch { /* no id is like that */ }
    // What is on the screen need not be shown again, such as a note beside the text.
    const place = isHere && part?.getBoundingClientRect()
    if (isHere && !(part && (place.bottom < 0 || place.top > innerHeight))) return
    const lines = isHere ? [] : [text(title)]
    if (part && !part.contains(title)) {
      // A heading with what follows, a term with its meanings, anything else by itself.
      let it = part
      do lines.push(text(it))
      while ((it = it.nextElementSibling) && (it.tagName === "DD" || (it.previousElementSibling === part && /^H/.test(part.tagName))))
    } else {
      for (const it of page.querySelectorAll(".article-header .byline")) lines.push(text(it))
      lines.push(page.querySelector("[name=description]")?.content)
    }
    box.replaceChildren(...lines.filter(Boolean).map(line =>
      Object.assign(document.createElement("p"), { textContent: line.length > 300 ? `${line.slice(0, 300)}…` : line })))
    box.classList.toggle("titled", !isHere)
    box.lang = title.closest("[lang]").lang
    box.hidden = false
    link.setAttribute("aria-describedby", box.id)
    // Below the line of the link, or above it where there is no room.
    const rows = [...link.getClientRects()]
    const row = rows.find(it => x >= it.left && x <= it.right) ?? rows[0]
    const top = row.bottom + 6
    box.style.top = `${top + box.offsetHeight < innerHeight ? top : Math.max(8, row.top - 6 - box.offsetHeight)}px`
    box.style.left = `${Math.max(8, Math.min(row.left, document.body.clientWidth - box.offsetWidth - 8))}px`
  }

  const on = (name, run) => document.addEventListener(name, run, { passive: name === "scroll" })
  on("pointerover", ({ target, pointerType, clientX }) => {
    const found = linkAt(target)
    if (pointerType === "touch" || (focused && !found)) return
    if (box.contains(target) || (found && found === link)) clearTimeout(timer)
    else later(() => found ? show(found, clientX) : hide())
  })
  on("focusin", ({ target }) => {
    focused = target.matches(":focus-visible") && linkAt(target)
    if (focused) later(() => show(focused))
  })
  on("focusout", () => { if (focused) hide(); focused = false })
  on("keydown", ({ key }) => { if (key === "Escape") { hide(); focused = false } })
  // A page that scrolls to the focused link comes to rest first.
  on("scroll", () => { if (focused) later(() => show(focused)); else if (!box.hidden) hide() })

  // A finger that stays: the preview in place of the browser's menu, and no jump when it is lifted.
  on("pointerdown", ({ target, pointerType, clientX }) => {
    hide()
    const found = pointerType === "touch" && linkAt(target)
    if (found) later(() => { show(found, clientX); pressed = found }, 450)
  })
  for (const name of ["pointerup", "pointercancel"]) on(name, () => { if (!pressed) clearTimeout(timer) })
  for (const name of ["click", "contextmenu"]) on(name, event => { if (pressed?.contains(event.target)) event.preventDefault() })
  document.querySelector("main").append(box)
})()
