"""Addresses of the pages' own settings and of the gallery."""

from django.urls import path

from . import gallery, views

app_name = "ui"
urlpatterns = [
    path("me/language", views.choose_language, name="language"),
    path("me/theme", views.choose_scheme, name="scheme"),
    path("ui/", gallery.components, name="gallery"),
    path("ui/<slug:name>", gallery.composition, name="composition"),
]
