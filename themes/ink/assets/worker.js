// Registers the service worker, which is where the site begins, and tells a new one what this page is made of: of that it
// has seen nothing. The page is whole without it, as it is where browsers refuse it.
(() => {
  const { src } = document.currentScript, workers = navigator.serviceWorker
  if (!workers || location.protocol === "file:") return
  addEventListener("load", async () => {
    try {
      const isNew = !workers.controller
      await workers.register(new URL("../sw.js", src))
      const { active } = await workers.ready
      const files = performance.getEntriesByType("resource").filter(({ initiatorType }) => /^(css|img|link|script)$/.test(initiatorType))
      if (isNew) active.postMessage([location.href, ...files.map(({ name }) => name)])
    } catch { /* as above */ }
  })
})()
