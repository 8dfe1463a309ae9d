// Pictures whose parts are links, and the filter of the list of tags. The page is whole without it.
(() => {
  // A picture is one stop of the Tab key; the arrow keys lead from link to link in it.
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  for (const picture of document.querySelectorAll(".roving")) {
    const links = [...picture.querySelectorAll("a")]
    const stop = link => links.forEach(other => { other.tabIndex = other === link ? 0 : -1 })
    stop(links[0])
    picture.addEventListener("keydown", event => {
      const step = steps[event.key], from = event.target.getBoundingClientRect()
      if (!step || !links.includes(event.target)) return
      // The nearest that lies in the direction; what lies beside the way is three times as far.
      const far = link => {
        const { x, y } = link.getBoundingClientRect(), way = [x - from.x, y - from.y]
        const along = way[0] * step[0] + way[1] * step[1]
        return along > 1 ? along + 3 * Math.abs(way[0] * step[1] + way[1] * step[0]) : Infinity
      }
      const next = links.reduce((best, link) => far(link) < far(best) ? link : best)
      if (far(next) === Infinity) return
      event.preventDefault()
      stop(next)
      next.focus()
    })
  }

  // An index is filtered by all names of its entries as one types; the first letter brings in its other pages.
  const input = document.querySelector(".finder input"), index = document.getElementById("_index")
  if (!input) return
  const fold = text => text.normalize("NFKC").toLowerCase()
  const { url, pages, page } = index.dataset
  if (location.protocol === "file:" && pages > 1) return input.closest(".finder").remove() // browsers read no other file
  const other = number => {
    const address = new URL(number > 1 ? `page/${number}/` : ".", new URL(url, location)) // a copy names the file of a folder
    return fetch(address).then(reply => reply.text()).then(text => {
      const found = new DOMParser().parseFromString(text, "text/html")
      found.querySelectorAll("#_index a").forEach(link => { link.href = new URL(link.getAttribute("href"), address) })
      return [...found.querySelectorAll("#_index > section")]
    }).catch(() => [])
  }
  let entries
  input.oninput = async () => {
    entries ??= Promise.all([...Array(+pages).keys()].map(at => at + 1 == page ? [] : other(at + 1))).then(found => {
      const foreign = found.flat()
      foreign.forEach(section => { section.dataset.foreign = "" })
      index.append(...foreign)
      return [...index.querySelectorAll("li")].map(item => [item, fold(`${item.firstChild.textContent}|${item.dataset.names}`)])
    })
    const all = await entries, wanted = fold(input.value.trim())
    index.parentNode.toggleAttribute("data-filtered", wanted)
    for (const [item, names] of all) item.hidden = wanted ? !names.includes(wanted) : !!item.closest("[data-foreign]")
    const count = all.filter(([item]) => !item.hidden).length
    document.querySelector(".finder output").value = wanted && input.dataset.count.replace("{number}", count)
  }
})()
