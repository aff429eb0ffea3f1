"""Where all chances come from: a seed, so that what happened can happen again."""

from random import Random


def chances(seed: int) -> Random:
    """Random numbers that a seed determines."""
    return Random(seed)  # noqa: S311 - the chances of a search, not secrets
