#!/usr/bin/env python3
"""Every check and every test, from a fresh clone: python3 test.py."""

from __future__ import annotations

import sys

from tools import environment

if __name__ == "__main__":
    environment.run(("lock-test.txt",), "-m", "tools.testing", *sys.argv[1:])
