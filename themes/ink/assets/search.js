// Search on every page: "/", Ctrl-K (⌘K) or the link of the header open the dialog. What searches is loaded then.
(() => {
  const find = selector => document.querySelector(selector)
  const open = async event => {
    event.preventDefault()
    const dialog = find("dialog.search")
    if (!dialog) return find("#_search input").focus() // on the page of the search
    const [form] = dialog.children
    if (!dialog.open) dialog.showModal()
    form.q.select()
    if (form.sort) return
    try {
      const [{ startSearch }, text] = await Promise.all([import(dialog.dataset.search), fetch(form.action).then(page => page.text())])
      const page = new DOMParser().parseFromString(text, "text/html"), { dataset, children } = page.getElementById("_search")
      document.head.append(page.getElementById("_search-style"))
      // The field stays the one that is being typed in.
      const [controls, ...others] = children
      controls.q.remove()
      form.append(...controls.children)
      dialog.append(...others)
      Object.assign(dialog.dataset, dataset)
      startSearch(dialog)
    } catch { form.submit() } // the page of the search, or the browser, says what is wrong
  }
  const isCommand = event => event.ctrlKey || event.metaKey
  document.addEventListener("click", event => {
    if (event.target.matches("dialog.search")) event.target.close()
    if (event.target.closest(".find a") && !isCommand(event) && !event.shiftKey) open(event)
  })
  document.addEventListener("keydown", event => {
    // Many keyboards have the slash on another key with Shift.
    const isSlash = event.key === "/" && !isCommand(event) && !event.target.closest("input, textarea, select")
    if (isSlash || event.key === "k" && isCommand(event)) open(event)
  })
})()
