#!/usr/bin/env python3
"""Sets DigiOne up and runs it: python3 run.py."""

from __future__ import annotations

import argparse

from tools import environment


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Sets DigiOne up on this computer and runs it until you press Ctrl-C.",
        epilog="DATABASE_URL names a PostgreSQL server to use instead of DigiOne's own. "
        "docs/settings.md lists every setting.",
    )
    parser.add_argument("--port", type=int, default=8000, help="where it answers (default 8000)")
    parser.add_argument("--today", metavar="YYYY-MM-DD", help="hold the demo at this day")
    arguments = parser.parse_args()
    command = ["-m", "digione", "serve", "--port", str(arguments.port)]
    if arguments.today:
        command += ["--today", arguments.today]
    environment.run(("lock.txt", "lock-test.txt"), *command)


if __name__ == "__main__":
    main()
