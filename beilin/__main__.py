"""`python -m beilin` is the command `beilin`."""

from beilin.cli import main

main()
