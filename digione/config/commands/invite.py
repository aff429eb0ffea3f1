"""`invite`: a school's staff, or its learners' guardians, to make their accounts."""

from __future__ import annotations

import argparse

from digione.config import environment, progress
from digione.config.refusal import BAD_INPUT, Refusal
from digione.config.starting.ready import ready

NAME = "invite"
HELP = "Invite a school's staff, or its learners' guardians, to make their accounts."


class BadInput(Refusal):
    """What was asked cannot be done; nobody was invited."""

    exit_code = BAD_INPUT


class NotSent(Refusal):
    """The mail server took no letters."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("who", choices=["staff", "guardians"])
    parser.add_argument("--into", required=True, metavar="MUNICIPALITY", help="its address (slug)")
    parser.add_argument("--school", required=True, metavar="NAME_OR_CODE", help="whose they are")
    parser.add_argument("--person", default="", metavar="NAME_OR_EMAIL", help="only this one")
    parser.add_argument(
        "--print",
        dest="by_hand",
        action="store_true",
        help="send nothing; show each link, to be handed over face to face",
    )
    parser.add_argument("--dry-run", action="store_true", help="tell whom it would invite")


def run(given: argparse.Namespace) -> int:
    with ready():
        from digione.config import inviting, municipalities

        try:
            wish = inviting.Wish(
                tenant_id=municipalities.number_of(given.into),
                school=given.school,
                who=given.who,
                person=given.person,
                by_hand=given.by_hand or given.dry_run,
                dry_run=given.dry_run,
            )
            report = inviting.invite(wish)
        except (municipalities.Unknown, inviting.NotInvited) as error:
            raise BadInput(str(error)) from error
        except OSError as error:
            raise NotSent(
                f"The mail server {environment.read('DIGIONE_SMTP')} took no letter ({error}). "
                "Name another in DIGIONE_SMTP and invite again, or hand the links over: --print."
            ) from error
    for name, address, link in report.links:
        progress.say(f"{name} <{address}>  {'' if given.dry_run else link}".rstrip())
    for name in report.unreachable:
        progress.say(f"{name}: no e-mail address, so no invitation. Add one.")
    done = "would be invited" if given.dry_run else "invited"
    progress.say(
        f"{len(report.links)} {done}, {len(report.unreachable)} without e-mail, "
        f"{report.has_account} with an account already."
    )
    return 0
