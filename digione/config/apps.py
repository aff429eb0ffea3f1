"""The wiring, as Django's application of its checks and commands."""

from importlib import import_module

from django.apps import AppConfig


class Wiring(AppConfig):
    name = "digione.config"

    def ready(self) -> None:
        for checks in ("classes", "database", "models", "routes"):
            import_module(f"{self.name}.checks.{checks}")
