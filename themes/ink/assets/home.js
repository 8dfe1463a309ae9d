// The front page's ways in by chance: an article at random, and one that was published on this day of an earlier year.
// Both are asked of the site when they are wanted, so no page changes from one day to the next. Not shown without scripts.
(() => {
  const script = document.currentScript, { days, url, total, size, text } = script.dataset
  const [button, today] = script.previousElementSibling.children
  if (location.protocol === "file:") return button.remove() // browsers read no other file
  const home = new URL(url, location) // a copy of the site names the file
  const pick = count => Math.floor(Math.random() * count)
  button.addEventListener("click", async () => {
    const at = pick(total), page = Math.floor(at / size) + 1, list = new URL(page > 1 ? `page/${page}/` : ".", home)
    try {
      const html = await (await fetch(list)).text()
      const links = new DOMParser().parseFromString(html, "text/html").querySelectorAll(".card > :first-child a")
      location = new URL(links[at % size].getAttribute("href"), list)
    } catch { location = list } // the list that has it
  })
  const now = new Date(), month = now.getMonth(), day = now.getDate()
  if (parseInt(days.split(" ")[month], 16) >> day - 1 & 1) {
    const name = `${month + 1}`.padStart(2, "0")
    fetch(new URL(`days/${name}.json`, home)).then(answer => answer.json()).then(articles => {
      const past = articles.filter(article => article.day === day && article.year < now.getFullYear())
      const found = past[pick(past.length)]
      if (!found) return
      const link = document.createElement("a")
      link.href = new URL(found.url.slice(new URL(document.querySelector("[rel=canonical]").href).pathname.length), home)
      link.lang = found.language
      link.textContent = found.title
      today.append(text.replace("{year}", found.year), " ", link)
    }).catch(() => { /* the line stays empty */ })
  }
})()
