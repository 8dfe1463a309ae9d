// The link to the page in the other Chinese script: it keeps the place, and stands out where the reader chose that script.
(() => {
  const link = document.querySelector(".script a"), key = "ink-script"
  if (!link) return
  link.addEventListener("click", () => {
    link.hash = location.hash
    try { localStorage.setItem(key, link.lang) } catch { /* storage is refused: nothing is remembered */ }
  })
  try { link.toggleAttribute("data-chosen", localStorage.getItem(key) === link.lang) } catch { /* as above */ }
})()
