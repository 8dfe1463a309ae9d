// Search on every page: "/", Ctrl-K (⌘K) or the link of the header open the dialog. What searches is loaded then.
(() => {
  const open = async event => {
    event.preventDefault()
    const dialog = document.querySelector(".search"), [form] = dialog.children
    if (!dialog.showModal) return form.q.focus() // on the page of the search
    if (location.protocol === "file:") return form.submit() // which says that browsers do not let a file search
    if (!dialog.open) dialog.showModal()
    form.q.select()
    if (form.sort) return
    try {
      const [{ startDialog }, text] = await Promise.all([import(new URL(dialog.dataset.search, location)), fetch(form.action).then(page => page.text())])
      startDialog(dialog, text)
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
