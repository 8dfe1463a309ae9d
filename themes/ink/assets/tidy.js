// The punctuation as the file has it, in place of what the page sets right, while its button is pressed.
(() => {
  const shown = new WeakMap()
  const show = (button, isOriginal) => {
    button.ariaPressed = isOriginal
    for (const each of document.querySelectorAll("[data-o]")) {
      if (!shown.has(each)) shown.set(each, [...each.childNodes])
      each.replaceChildren(...isOriginal ? [each.dataset.o] : shown.get(each))
    }
  }
  // Of the document, so that it goes on after a part of the page has been replaced.
  document.addEventListener("click", ({ target }) => {
    const button = target.closest(".marks")
    if (!button) return
    const isOriginal = button.ariaPressed !== "true", { key } = button.dataset
    show(button, isOriginal)
    try { isOriginal ? localStorage.setItem(key, "") : localStorage.removeItem(key) } catch { /* it lasts as long as the page */ }
  })
  const first = document.querySelector(".marks")
  first.hidden = false
  try { localStorage.getItem(first.dataset.key) === null || show(first, true) } catch { /* as above */ }
})()
