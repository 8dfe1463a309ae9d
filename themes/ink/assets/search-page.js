// What the reader sees of the search, on its page and in the dialog: the form, its address, the results and their places.
// Whatever comes from files is set as text, never as HTML.

const MAX_TAGS = 9 // that an address may ask for
const BATCH = 10 // results that are shown at once
// Elements that begin a new line, as in beilin/reading/text_blocks.py, but those that hold text only by others.
const BLOCK = /^(p|li|h[1-6r]|d[td]|t[dh]|caption|pre|div|fig(ure|caption)|blockquote|details|summary|article|aside|center|section|header|footer|nav)$/

const parse = html => new DOMParser().parseFromString(html, "text/html")
const make = (name, values, ...children) => {
  const element = Object.assign(document.createElement(name), values)
  element.append(...children)
  return element
}

// The language for names and numbers: browsers know no tags such as zh-yue.
const localeOf = tag => tag.match(/^\w+(-[a-z]{4}\b)?(-[a-z]{2}\b)?/i)[0]

// Start the search in the element that search.html calls `_search`, or in a dialog that has its content.
async function startSearch(root, words = root.dataset) {
  const [form, status, first, list, more] = root.children
  const isPage = !root.showModal
  const input = form.q, filters = form.querySelector("details"), offer = document.querySelector(".offer")
  // Of a copy of the site that is opened from a file, browsers load no module and read no index.
  if (location.protocol === "file:") {
    form.remove()
    status.value = words.file
    return
  }
  root.ariaBusy = true
  // Addresses are from the page of the search, which the dialog has its content from; a copy names the file of a folder.
  const at = address => new URL(address, isPage ? location : form.action), folder = address => new URL(".", at(address)).pathname
  const core = await import(at(words.core))
  let use, pages // the blocks of those that were read, by address
  // Until something is typed the index is open, and a new one whenever somebody comes back. What is wrong is said then.
  input.onfocus = () => {
    pages = {}
    use = core.indexAt(folder(words.index))
    use(() => {}).catch(() => {})
  }
  input.onfocus()
  const { language } = words, locale = localeOf(language)
  const languages = new Intl.DisplayNames(locale, { type: "language" })
  let latest = 0, timer, isSettled, answer

  // The filters: a facet has one, tags have one for each that is chosen and one more.
  const selects = name => [...form.querySelectorAll(`select${name ? `[name=${name}]` : ":not([name=sort])"}`)]
  const spread = () => {
    const all = selects("tag"), free = all.filter(select => !select.value)
    free.slice(1).forEach(select => select.parentNode.remove())
    if (free[0] || all.length >= MAX_TAGS) return
    const copy = all[0].parentNode.cloneNode(true), [label, select] = copy.children
    label.htmlFor = select.id = `_tag${all.length}`
    select.value = ""
    all.at(-1).parentNode.after(copy)
  }

  const urlOf = address => folder(words.home) + encodeURI(address.slice(1)).replace(/[?#]/g, encodeURIComponent)

  form.onformdata = ({ formData }) => {
    const given = [...formData].filter(([, value]) => value.trim())
    for (const name of [...formData.keys()]) formData.delete(name)
    for (const [name, value] of given) formData.append(name, value)
  }

  const run = () => {
    clearTimeout(timer)
    const own = ++latest, asked = Object.fromEntries(new FormData(form))
    const isAsked = filters.open || Object.keys(asked)[0]
    if (isPage) offer.hidden = isAsked
    observer.disconnect()
    if (!isAsked) return clear("")
    root.ariaBusy = true
    use(index => answerTo(index, asked)).then(next => own === latest && show(next)).catch(error => own === latest && fail(error))
  }

  const answerTo = async (index, asked) => {
    const query = index.query(asked.q ?? ""), used = selects().filter(select => filters.open || select.value)
    const [{ found, isExact }, entries, ...facets] = await Promise.all([core.rank(index, query), index.named(query.key),
      ...used.map(async select => ({ ...await index.facet(select.name), select, chosen: select.value }))])
    // Without words, filters choose among all articles.
    const rows = (asked.q ? found : [...Array(index.articles)].map((_, number) => [number, 0])).filter(([number]) => fits(number, facets))
    if (index.isLate) input.onfocus() // for the next answer
    // Numbers grow with the date; articles without one are last. One that has the query as its title comes first.
    for (const row of rows) {
      if (asked.sort) row[1] = row[0] < index.firstDated ? row[0] - 1e9 : asked.sort === "newest" ? row[0] : -row[0]
      else if (entries.some(entry => entry[1] === row[0])) row[1] = 1e9
    }
    rows.sort((one, other) => other[1] - one[1] || other[0] - one[0])
    // Of equals among those shown together, the ones in the script that was typed come first.
    const isOther = ([, , { 6: own }], tag = own || language) => query.script && /^zh|-han/i.test(tag) && /-hant|zh-(tw|hk|mo)/i.test(tag) !== (query.script === "Hant")
    const load = async (from, size) => (await Promise.all(rows.slice(from, from + size).map(async row => [...row, await index.card(row[0])])))
      .sort((one, other) => other[1] - one[1] || isOther(one) - isOther(other))
    return { index, query, facets, entries, isExact, rows, load, gone: 0, cards: await load(0, BATCH) }
  }

  const clear = text => {
    root.ariaBusy = false
    status.value = text
    more.hidden = true
    list.replaceChildren()
    first.replaceChildren()
  }

  const fail = error => clear(words[error.message] ?? words.damaged)

  const show = next => {
    clear("")
    answer = next
    first.append(...answer.entries.filter(entry => entry[2]).map(([kind, name, address, others = []]) => make("p", {},
      make("span", {}, selects(kind)[0].labels[0].textContent), make("a", { href: urlOf(address) }, name), make("span", {}, others[0] ? words.also : ""),
      ...others.map(other => make("a", { href: `${form.action}?q=${encodeURIComponent(other)}` }, other)))))
    answer.facets.forEach(fill)
    add(answer.cards)
  }

  const fill = ({ name, values, counts, select }) => {
    const chosen = select.value
    const options = values.map(([id, title], position) => [id, name === "language" ? languages.of(localeOf(id)) : title, counts[position] ?? 0])
      .filter(([id, , count]) => count || id === chosen).sort((one, other) => name === "year" ? other[1] - one[1] : other[2] - one[2])
    select.replaceChildren(select.options[0], ...options.slice(0, 200).map(([id, title, count]) =>
      new Option(`${title || words.undated} (${count})`, id)))
    choose(select, chosen)
  }
  // An address may have what no result has.
  const choose = (select, value) => {
    select.value = value
    if (select.value !== value) select.append(new Option(value, value, true, true))
  }

  const add = rows => {
    for (const [, , [address, title, date, source, authors, summary, own]] of rows) {
      const lang = own || language, block = answer.index.fold(title)
      const byline = [authors.join(words.comma), source, date ? new Date(date.slice(0, 10) + "T12:00").toLocaleDateString(locale, { dateStyle: "long" }) : words.undated]
      const item = make("li", { className: "card", lang, block, ariaBusy: answer.query.patterns[0] && true },
        make("h2", {}, make("a", { href: urlOf(address) }, ...marked(title, 0, Infinity, core.marksOf(block, answer.query.patterns)))),
        make("p", { className: "byline", lang: language }, ...byline.filter(Boolean).map(part => make("span", {}, part))),
        make("p", { className: "summary" }, summary))
      list.append(item)
      if (item.ariaBusy) observer.observe(item)
    }
    count()
  }
  // One after the other, because each begins where the list ends.
  const addNext = size => {
    const from = answer
    return from.adding = Promise.allSettled([from.adding]).then(async () => {
      const rows = await from.load(list.children.length, size)
      if (from === answer) add(rows)
    })
  }
  const count = () => {
    const { rows, isExact, index } = answer
    more.hidden = list.children.length >= rows.length
    status.value = words[isExact || more.hidden && !list.querySelector("[aria-busy]") ? "count" : "about"].replace("{number}", rows.length.toLocaleString(locale)) + (index.isLate ? words.outdated : "")
  }

  // Read the page of a result: it goes, or shows its places. If the page cannot be read, its title has to do.
  const prove = async item => {
    const from = answer, { href } = item.querySelector("a")
    const blocks = await core.load(pages, href, blocksOf).catch(() => { delete pages[href] })
    if (from !== answer || !blocks) return
    item.ariaBusy = null
    const folded = blocks.map(block => from.index.fold(...block))
    if (core.isProved([item.block, ...folded], from.query)) {
      const places = core.bestBlocks(folded, from.query.patterns).map(block => {
        const { text, id, at } = block, marks = core.marksOf(block, from.query.patterns), [[first, end]] = marks
        // From the beginning of a sentence or word on. Where the browser does not find the words, the paragraph is all.
        const start = first - (text.slice(0, first).match(/(?<!\w)[^。！？]{0,24}$/u)?.[0].length ?? 0)
        const target = encodeURIComponent(text.slice(first, end)).replaceAll("-", "%2D")
        // It ends where a character begins.
        return make("a", { href: `${href}#${encodeURIComponent(id)}:~:text=${target}` }, start ? "…" : "", ...marked(text, start, at.find(from => from > start + 99), marks))
      })
      if (places[0]) item.lastChild.replaceChildren(...places)
    } else {
      if (item.contains(document.activeElement)) input.focus()
      from.rows.splice([...list.children].indexOf(item), 1)
      item.remove()
      if (from.gone++ < 20) addNext(1).catch(fail) // else a query that no page proves would read all pages
    }
    count()
  }
  const observer = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) {
      observer.unobserve(target)
      prove(target)
    }
  })

  const fromAddress = () => {
    const asked = new URLSearchParams(location.search)
    for (const select of selects("tag").slice(1)) select.parentNode.remove()
    for (const select of [form.sort, ...selects()]) choose(select, asked.get(select.name) ?? "")
    for (const tag of asked.getAll("tag").slice(1, MAX_TAGS)) {
      spread()
      choose(selects("tag").at(-1), tag)
    }
    spread()
    input.value = asked.get("q") ?? ""
    filters.open ||= asked.size > asked.has("q")
    isSettled = true
    run()
  }
  // Each search is an entry of the history; what was typed on the way to it is not.
  const ask = isSettling => {
    const query = `?${new URLSearchParams(new FormData(form))}`
    if (isPage && query !== (location.search || "?")) history[isSettled || isSettling ? "pushState" : "replaceState"](null, "", query)
    isSettled = isSettling
    run()
  }
  // Nothing is asked while an input method composes.
  const type = event => {
    clearTimeout(timer)
    if (!event.isComposing) timer = setTimeout(ask, 120) // milliseconds: a word that is typed quickly is asked for once
  }
  input.oninput = type
  input.addEventListener("compositionend", type)
  form.onchange = event => {
    if (event.target === input) return
    spread()
    ask(true)
  }
  filters.ontoggle = run
  form.onsubmit = event => {
    if (!isPage) return // it leads to the page
    event.preventDefault()
    ask(true)
  }
  more.onclick = async () => {
    const last = list.lastChild
    await addNext(BATCH).catch(fail)
    last?.nextSibling?.querySelector("a").focus()
  }
  root.onkeydown = event => {
    if (event.isComposing) return
    const stops = [...root.querySelectorAll("input, .first a, h2 a, .more")], from = stops.indexOf(event.target)
    const isClearing = event.key === "Escape" && input.value // the next one closes a dialog
    const stop = isClearing ? input : from >= 0 && stops[from + { ArrowDown: 1, ArrowUp: -1 }[event.key]]
    if (!stop) return
    event.preventDefault()
    stop.focus()
    if (!isClearing) return
    input.value = ""
    ask(true)
  }
  if (!isPage) return run()
  onpopstate = fromAddress
  fromAddress()
}

// Whether the article has what is chosen. It is counted for each facet of which only its own choice might be missing.
function fits(number, facets) {
  const misses = facets.filter(({ values, of, chosen }) => chosen && !of(number).some(value => values[value][0] === chosen))
  for (const facet of facets) {
    if (misses.every(other => other === facet)) for (const value of facet.of(number)) facet.counts[value] = (facet.counts[value] ?? 0) + 1
  }
  return !misses.length
}

// The text from `start` to `end`, with its marks.
function marked(text, start, end, marks) {
  const nodes = []
  for (const [from, to] of marks) {
    if (from > end) break
    nodes.push(text.slice(start, from), make("mark", {}, text.slice(from, to)))
    start = to
  }
  return [...nodes, text.slice(start, end), end < text.length ? "…" : ""]
}

// The text of an article's page by block: [text, id], the id being the nearest at or before its beginning. Fails if the page
// does not say where it is.
async function blocksOf(reply) {
  // A policy for content may forbid style attributes, and would report each one that is read.
  const html = (await reply.text()).replace(/(<[^>]*) style=/g, "$1 data-style=")
  const blocks = [["", ""]]
  let id = ""
  const visit = node => {
    const isBlock = BLOCK.test(node.localName)
    id = node.id || id
    if (isBlock) blocks.push(["", id])
    if (node.localName === "math") node = node.querySelector("annotation")
    blocks.at(-1)[0] += node.localName === "br" ? "\n" : node.data ?? ""
    node.childNodes.forEach(visit)
    if (isBlock) blocks.push(["", id])
  }
  visit(parse(html).querySelector("[data-search-text]"))
  return blocks.filter(([text]) => text.trim())
}

// Fill the dialog from the text of the page of the search.
export function startDialog(dialog, text) {
  const page = parse(text), [form] = dialog.children
  const { dataset, children: [controls, ...others] } = page.getElementById("_search")
  const style = page.getElementById("_search-style")
  style.href = new URL(style.getAttribute("href"), form.action)
  document.head.append(style)
  dialog.lang = dataset.language
  controls.q.remove() // the field stays the one that is being typed in
  form.append(...controls.children)
  dialog.append(...others)
  startSearch(dialog, dataset)
}

const own = document.getElementById("_search")
if (own) startSearch(own)
