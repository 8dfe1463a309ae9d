// Light or dark, and the size of texts: what the reader chose, before the first paint, so that nothing flashes or moves;
// else what the system prefers.
// Blocking and in <head> for that reason. Without scripts the system's preference holds, and the switch is not shown.
(() => {
  const root = document.documentElement
  const system = matchMedia("(prefers-color-scheme: dark)")
  const key = "ink-light"
  const isDark = () => (root.dataset.light || (system.matches ? "dark" : "light")) === "dark"
  const buttons = () => document.querySelectorAll(".light").forEach(button => button.setAttribute("aria-pressed", isDark()))
  const show = choice => {
    if (choice === "dark" || choice === "light") root.dataset.light = choice
    else delete root.dataset.light
    buttons()
  }
  root.dataset.scripts = ""
  // The size of the text that the reader chose (reading.js), a factor.
  try { root.style.setProperty("--size", +localStorage.getItem("ink-size") || 1) } catch { /* as below */ }
  try { show(localStorage.getItem(key)) } catch { /* storage is refused: the choice lasts as long as the page */ }
  document.addEventListener("DOMContentLoaded", buttons)
  system.addEventListener("change", buttons)
  addEventListener("storage", event => { if (event.key === key) show(event.newValue) })
  document.addEventListener("click", event => {
    if (!event.target.closest(".light")) return
    const choice = isDark() ? "light" : "dark"
    // What the system prefers anyway need not be remembered: the page follows it again.
    const follows = choice === (system.matches ? "dark" : "light")
    show(follows ? null : choice)
    try { follows ? localStorage.removeItem(key) : localStorage.setItem(key, choice) } catch { /* as above */ }
  })
})()
