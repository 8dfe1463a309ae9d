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
})()
