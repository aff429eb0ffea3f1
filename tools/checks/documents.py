"""What can be generated is generated, and fresh."""

from __future__ import annotations

from pathlib import Path

from .check import Check, run


def generated_documents_are_fresh(root: Path) -> list[str]:
    return run(root, "python", "-m", "tools.documents", "--check")


CHECKS = (Check("The generated documents are fresh", generated_documents_are_fresh),)
