#!/usr/bin/env python3
"""Entry point in a checkout: creates or updates .venv beside this file, then runs Beilin in it.

Python compiles this file anew at every start, so the rest is in modules, which are compiled once.
"""

from __future__ import annotations

import sys

MIN_PYTHON = (3, 11)


def main() -> None:
    """Run Beilin's command line with this process's arguments; set up .venv first if needed."""
    if sys.version_info < MIN_PYTHON:
        version = sys.version.split()[0]
        sys.stderr.write(
            f"build.py: Beilin needs Python 3.11 or newer, and this is {version}. Type: python3.11 build.py\n"
        )
        sys.exit(2)
    from beilin.virtual_environment import enter

    enter()
    from beilin.entry import main as command_line

    command_line()


if __name__ == "__main__":
    main()
