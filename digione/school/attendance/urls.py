"""Addresses of the attendance room, below a municipality's."""

from django.urls import path

from .views import explaining, reporting

app_name = "attendance"
urlpatterns = [
    path("absences/new", reporting.report, name="report"),
    path("absences/withdraw", reporting.withdraw, name="withdraw"),
    path("absences/explain", explaining.explain, name="explain"),
    path("absences/take-back", explaining.take_back, name="take_back"),
    path("absences/react", explaining.react, name="react"),
    path("absences/<uuid:report_id>", reporting.change, name="change_report"),
]
