"""The receipts pillar."""

from django.apps import AppConfig


class Pillar(AppConfig):
    name = "digione.foundation.receipts"
