"""`serve`: set up what is missing, then run until Ctrl-C."""

from __future__ import annotations

import argparse
import datetime
import os

from digione.config import environment, progress
from digione.config.refusal import BAD_INPUT, Refusal
from digione.config.starting import children, metrics, ports, preparing
from digione.config.starting.alone import alone

NAME = "serve"
HELP = "Set up what is missing, then run the product until Ctrl-C."
_LAST_PORT = 65_535
_HOME = {"127.0.0.1", "localhost", "::1"}


class NotToTheWorld(Refusal):
    """The demo signs people in without a password."""

    exit_code = BAD_INPUT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on")
    parser.add_argument(
        "--today",
        type=_moment,
        metavar="YYYY-MM-DD[THH:MM]",
        help="hold the demo at a day, or at a moment of it",
    )
    parser.add_argument("--logs", default="files", choices=["files", "here"], help="to var/log, or")
    parser.add_argument("--size", default="town", help="of the demo world; none: an empty product")


def run(given: argparse.Namespace) -> int:
    if given.today:
        os.environ["DIGIONE_TODAY"] = given.today
    os.environ.setdefault("DIGIONE_CLOCK", "school")
    _check_host(given.host)
    url = f"http://localhost:{given.port}"
    os.environ.setdefault("DIGIONE_ADDRESS", url)
    ports.require_free(given.host, given.port)
    try:
        with alone(url), preparing.database() as at:
            preparing.files()
            preparing.demo_world(at, given.size)
            _serve(given, url)
    except KeyboardInterrupt:
        progress.say("\nStopped. Everything is kept; python3 run.py starts it again.")
    return 0


def _serve(given: argparse.Namespace, url: str) -> None:
    metrics.prepare()
    logs = environment.var() / "log" if given.logs == "files" else None
    web = children.web(given.host, given.port)
    with children.started({"web server": web}, logs) as serving:
        with progress.step("Product"):
            children.wait_for_answer(f"http://{given.host}:{given.port}/readyz", serving)
        # only now, or they would load the same things at once and both come later
        with children.started({"worker": children.worker()}, logs) as working:
            metrics.serve(given.host)
            progress.say(f"\nDigiOne is ready: {url}   (Ctrl-C stops it)")
            children.watch([*serving, *working])


def _check_host(host: str) -> None:
    if environment.is_demo() and host not in _HOME:
        raise NotToTheWorld(
            f"The demo signs people in without a password, so it does not listen on {host}.\n"
            "Set DIGIONE_MODE=production for a real installation."
        )


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: choose one from 1 to {_LAST_PORT}")
    return int(text)


def _moment(text: str) -> str:
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither a day like 2026-11-20 nor a moment like 2026-11-20T09:20"
        ) from error
    return text
