"""Addresses of the page."""

from django.urls import path

from . import views

app_name = "deeds"
urlpatterns = [path("people/<uuid:person_id>/deeds", views.deeds, name="deeds")]
