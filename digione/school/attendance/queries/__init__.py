"""What can be asked in the attendance room; each function stands in the module of its matter."""

from .register import RegisterRow, RollRow, register_of
from .teaching import TaughtRow, TeachingRow, teaching

__all__ = [
    "RegisterRow",
    "RollRow",
    "TaughtRow",
    "TeachingRow",
    "register_of",
    "teaching",
]
