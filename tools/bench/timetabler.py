"""Timetables: python3 test.py --bench timetabler --folder F --seconds N --seeds K."""

from __future__ import annotations

import sys

from timetabler import bench

if __name__ == "__main__":
    sys.exit(bench.command())
