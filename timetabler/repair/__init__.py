"""Mending a plan after something changed, with as few moves as can be."""

from timetabler.repair.mend import Mended, Order, Prefer, alternatives, mend

__all__ = ["Mended", "Order", "Prefer", "alternatives", "mend"]
