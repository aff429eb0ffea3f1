"""Addresses of the enrolment room, below a municipality's."""

from django.urls import path

from . import views

app_name = "enrolment"
urlpatterns = [
    path("groups/<uuid:group_id>", views.group, name="group"),
    path("groups/<uuid:group_id>/name", views.rename, name="rename"),
]
