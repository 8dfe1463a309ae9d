"""The search of Beilin beside Pagefind: what it costs to build, what it finds, and what a reader waits for."""
