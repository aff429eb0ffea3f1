"""The curriculum room."""

from django.apps import AppConfig


class Room(AppConfig):
    name = "digione.school.curriculum"
