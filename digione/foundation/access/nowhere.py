"""Addresses of a municipality that the asker has no tie to: there are none."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
