// The switch of lists between titles and summaries, as the reader left it. It stands between the switch and the list, so
// that the list is never painted in the other form first.
(() => {
  const key = "ink-view", inputs = document.querySelectorAll(".view input")
  try {
    const choice = localStorage.getItem(key)
    inputs.forEach(input => { if (input.value === choice) input.checked = true })
    addEventListener("change", event => { if (event.target.name === "view") localStorage.setItem(key, event.target.value) })
  } catch { /* storage is refused: the choice lasts as long as the page */ }
})()
