"""Addresses of the desk: of nobody's municipality, and of one."""

from django.urls import path

from . import pages, principal

app_name = "home"
urlpatterns = [
    path("", pages.desk, name="desk"),
    path("hat", pages.wear, name="wear"),
    path("<slug:municipality>/search", pages.search, name="search"),
    path("<slug:municipality>/persons", pages.persons, name="persons"),
    path("<slug:municipality>/learners/<uuid:learner_id>", pages.learner_page, name="learner"),
    path("<slug:municipality>/schools/<uuid:school_id>/today", principal.today, name="today"),
]
