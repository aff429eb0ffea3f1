"""`user`: the accounts that no invitation makes, such as the first administrator's."""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from digione.config import progress
from digione.config.refusal import BAD_INPUT, Refusal
from digione.config.starting.ready import ready

NAME = "user"
HELP = "Add an account, set its password, close it, or appoint somebody by invitation."


class BadInput(Refusal):
    """What was given cannot be used."""

    exit_code = BAD_INPUT


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["add", "password", "close", "open", "appoint"])
    parser.add_argument("email", help="with which the account signs in")
    parser.add_argument("--municipality", default="", help="where somebody is appointed")
    parser.add_argument("--name", default="", help="of whom is appointed: 'Oili Virtanen'")
    parser.add_argument("--role", default="administrator", help="administrator, principal, …")
    parser.add_argument("--school", default="", help="of a principal, secretary or teacher")
    parser.add_argument(
        "--password-from",
        metavar="VARIABLE",
        help="the variable of the environment that holds the password; else it is asked for",
    )


def run(given: argparse.Namespace) -> int:
    with ready():
        from digione.config import accounts

        try:
            if given.what == "appoint":
                accounts.appoint(
                    given.email,
                    municipality=given.municipality,
                    name=given.name,
                    role=given.role,
                    school=given.school,
                )
            elif given.what in {"add", "password"}:
                accounts.set_password(
                    given.email, _password(given.password_from), new=given.what == "add"
                )
            else:
                accounts.set_active(given.email, active=given.what == "open")
        except accounts.Unusable as error:
            raise BadInput(str(error)) from error
    progress.say(f"Done: {given.what} {given.email}")
    return 0


def _password(variable: str | None) -> str:
    """Never an argument: other users of the computer see those."""
    if variable:
        if not os.environ.get(variable):
            raise BadInput(f"The variable {variable} is empty.")
        return os.environ[variable]
    if not sys.stdin.isatty():
        raise BadInput("No terminal to ask for a password: use --password-from.")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise BadInput("The two passwords differ.")
    return password
