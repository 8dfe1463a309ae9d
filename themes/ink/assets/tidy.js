// The punctuation as the file has it, in place of what the page sets right, while its button is pressed.
(() => {
  const button = document.querySelector(".marks"), { key } = button.dataset, shown = new Map()
  const show = isOriginal => {
    button.ariaPressed = isOriginal
    for (const each of document.querySelectorAll("[data-o]")) {
      if (!shown.has(each)) shown.set(each, [...each.childNodes])
      each.replaceChildren(...isOriginal ? [each.dataset.o] : shown.get(each))
    }
  }
  button.hidden = false
  button.onclick = () => {
    const isOriginal = button.ariaPressed !== "true"
    show(isOriginal)
    try { isOriginal ? localStorage.setItem(key, "") : localStorage.removeItem(key) } catch { /* it lasts as long as the page */ }
  }
  try { localStorage.getItem(key) === null || show(true) } catch { /* as above */ }
})()
