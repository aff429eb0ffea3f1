"""The interface for programs: one frame for every room's routes, one form for every refusal."""

from .frame import Problem, mounted, needs

__all__ = ["Problem", "mounted", "needs"]
