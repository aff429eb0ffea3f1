"""The outbox pillar."""

from django.apps import AppConfig


class Pillar(AppConfig):
    name = "digione.foundation.outbox"
