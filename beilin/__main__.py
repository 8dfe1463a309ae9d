"""`python -m beilin` is the command `beilin`."""

from beilin.entry import main

# A process that is spawned for a batch of work imports this module under another name.
if __name__ == "__main__":
    main()
