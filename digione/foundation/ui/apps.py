"""Registers the pillar, for its catalogues, templates and static files."""

from django.apps import AppConfig


class Pillar(AppConfig):
    name = "digione.foundation.ui"
