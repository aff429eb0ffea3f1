"""The interface for programs: one frame for every room's routes, one form for every refusal."""

from .frame import Problem, mounted, needs
from .problems import PREFIX, ProblemMiddleware

__all__ = ["PREFIX", "Problem", "ProblemMiddleware", "mounted", "needs"]
