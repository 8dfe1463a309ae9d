"""A new archive: what it is asked, the files that it begins with, and writing them without touching others."""
