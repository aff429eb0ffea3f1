"""Substitutes for a teacher who is away: who could take a lesson, ranked, or a whole absence."""

from timetabler.substitutes.cover import Covered, cover
from timetabler.substitutes.rank import Candidate, Reason, Staff, rank
from timetabler.substitutes.words import say_reason

__all__ = ["Candidate", "Covered", "Reason", "Staff", "cover", "rank", "say_reason"]
