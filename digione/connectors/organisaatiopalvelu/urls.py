"""The address of the import, below a municipality's."""

from django.urls import path

from . import views

app_name = "organisaatiopalvelu"
urlpatterns = [
    path("organisation/import", views.upload, name="import"),
    path("organisation/import/apply", views.apply, name="apply"),
]
