// The front page's ways in by chance: an article at random, and one that was published on this day of an earlier year.
// Both are asked of the site when they are wanted, so no page changes from one day to the next. Not shown without scripts.
(() => {
  const script = document.currentScript, { days, url, total, size, text } = script.dataset
  const [button, today] = script.previousElementSibling.children
  const pick = count => Math.floor(Math.random() * count)
  button.addEventListener("click", async () => {
    const at = pick(total), page = Math.floor(at / size) + 1, list = page > 1 ? `${url}page/${page}/` : url
    try {
      const html = await (await fetch(list)).text()
      const links = new DOMParser().parseFromString(html, "text/html").querySelectorAll(".card > :first-child a")
      location = links[at % size].getAttribute("href")
    } catch { location = list } // the list that has it
  })
  const now = new Date(), month = now.getMonth(), day = now.getDate()
  if (parseInt(days.split(" ")[month], 16) >> day - 1 & 1) {
    const name = `${month + 1}`.padStart(2, "0")
    fetch(`${url}days/${name}.json`).then(answer => answer.json()).then(articles => {
      const past = articles.filter(article => article.day === day && article.year < now.getFullYear())
      const found = past[pick(past.length)]
      if (!found) return
      const link = document.createElement("a")
      link.href = found.url
      link.lang = found.language
      link.textContent = found.title
      today.append(text.replace("{year}", found.year), " ", link)
    }).catch(() => { /* the line stays empty */ })
  }
})()
