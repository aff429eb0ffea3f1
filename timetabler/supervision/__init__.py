"""Supervision of breaks (välituntivalvonta): who watches which place, fairly and with reasons."""

from timetabler.supervision.duties import Break, Duty, Post, Reason, Roster, Watcher
from timetabler.supervision.roster import make_roster
from timetabler.supervision.words import say_reason

__all__ = [
    "Break",
    "Duty",
    "Post",
    "Reason",
    "Roster",
    "Watcher",
    "make_roster",
    "say_reason",
]
