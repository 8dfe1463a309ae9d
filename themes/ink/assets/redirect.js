// A page at a former address leads on with the query and the fragment, which a refresh would lose.
location.replace(document.currentScript.dataset.to + location.search + location.hash)
