"""Substitutes for a teacher who is away: who could take a lesson, ranked, with reasons."""

from timetabler.substitutes.rank import Candidate, Reason, Staff, rank

__all__ = ["Candidate", "Reason", "Staff", "rank"]
