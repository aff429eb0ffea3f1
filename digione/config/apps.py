"""The wiring, as Django's application of its checks and commands."""

from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules


class Wiring(AppConfig):
    name = "digione.config"

    def ready(self) -> None:
        """Every process knows every room's rights and relations, whichever pages it serves."""
        for app in settings.INSTALLED_APPS:
            if app.startswith("digione.school."):
                import_module(f"{app}.policy")
        for checks in ("classes", "database", "models", "routes"):
            import_module(f"{self.name}.checks.{checks}")
        autodiscover_modules("handlers")  # whoever hears a fact is known before it is told
