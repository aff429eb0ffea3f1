"""`work`: carry out jobs and tell facts until Ctrl-C; `serve` starts one by itself."""

from __future__ import annotations

import argparse

import django

NAME = "work"
HELP = "Carry out jobs and tell facts until Ctrl-C; serve starts one by itself."


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at the same time")


def run(given: argparse.Namespace) -> int:
    django.setup()
    from digione.foundation.jobs import working

    working.work(concurrency=given.concurrency)
    return 0
