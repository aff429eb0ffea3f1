"""The connector of the national organisation register."""

from django.apps import AppConfig


class Connector(AppConfig):
    name = "digione.connectors.organisaatiopalvelu"
