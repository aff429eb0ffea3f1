"""What can be asked in the people room; each function stands in the module of its matter."""

from .places import hidden_places

__all__ = ["hidden_places"]
