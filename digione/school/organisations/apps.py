"""The organisations room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "digione.school.organisations"
