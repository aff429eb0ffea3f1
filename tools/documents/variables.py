"""Every setting of an installation, printed from where they are read."""

from __future__ import annotations

from digione.config.environment import VARIABLES, Variable


def document() -> str:
    rows = "\n".join(_row(variable) for variable in VARIABLES.values())
    return (
        "# Settings\n\n"
        "Printed from `digione/config/environment.py` by `python -m tools.documents`. All are "
        "variables of the environment; none is needed to try DigiOne.\n\n"
        f"| name | default | meaning |\n|---|---|---|\n{rows}\n"
    )


def _row(variable: Variable) -> str:
    default = f"`{variable.default}`" if variable.default else "–"
    secret = " **Secret.**" if variable.secret else ""
    return f"| `{variable.name}` | {default} | {variable.meaning}{secret} |"
