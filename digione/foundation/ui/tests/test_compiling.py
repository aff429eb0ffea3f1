"""What the leaner code of pages must still do as Jinja2's own does."""

from __future__ import annotations

import datetime
from uuid import UUID

import jinja2
import pytest
from django.urls import reverse
from django.utils import translation
from markupsafe import Markup

from digione.foundation.access import address_of
from digione.foundation.ui.compiling import Lean
from digione.foundation.ui.components import components

from .test_templates import jinja

LEARNER = UUID("0190a0b0-0000-7000-8000-000000000001")
MACROS = """
{%- macro outer(text, tone="calm") %}
<p class="{{ tone }}">{{ text }}{{ caller() }}</p>{% endmacro %}
{%- macro open(text) %}{{ text }}{% for name in kwargs %} {{ name }}{% endfor %}{% endmacro %}
"""


def lean(page: str, **values: object) -> str:
    engine = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    engine.code_generator_class = Lean
    return engine.from_string(MACROS + page).render(values).strip()


def test_what_a_macro_is_given_is_escaped_once_and_never_twice() -> None:
    page = "{% call outer(name) %}{{ open(name) }}{{ mark }}{% endcall %}"
    written = lean(page, name="<b>", mark=Markup("<i>"))
    assert written == '<p class="calm">&lt;b&gt;&lt;b&gt;<i></p>'


def test_what_is_no_text_is_escaped_as_its_text() -> None:
    class Name:
        def __str__(self) -> str:
            return "<Aino>"

    assert lean("{{ a }} {{ b }} {{ c }}", a=Name(), b=3, c=None) == "&lt;Aino&gt; 3 None"


def test_a_macro_takes_its_arguments_by_place_and_by_name() -> None:
    written = lean("{% call outer(tone='loud', text='Hi') %}{% endcall %}")
    assert written == '<p class="loud">Hi</p>'
    assert lean("{{ open('a', hx_get='b', data_c=1) }}") == "a hx_get data_c"


def test_a_wrong_argument_is_an_error() -> None:
    with pytest.raises(TypeError, match="tune"):
        lean("{% call outer('Hi', tune='loud') %}{% endcall %}")
    with pytest.raises(jinja2.UndefinedError, match="text"):
        lean("{% call outer() %}{% endcall %}")


def test_a_macro_that_needs_a_caller_says_so() -> None:
    with pytest.raises(jinja2.UndefinedError, match="caller"):
        lean("{{ outer('Hi') }}")


def test_a_macro_cannot_hide_what_its_code_needs() -> None:
    with pytest.raises(jinja2.TemplateAssertionError, match="environment"):
        lean("{% macro other(environment) %}{% endmacro %}")


def test_components_say_what_a_file_says_once_in_each_language() -> None:
    for language, present in (("fi", "Läsnä"), ("sv", "Närvarande"), ("fi", "Läsnä")):
        with translation.override(language):
            assert f'title="{present} (P)' in components(jinja()).register_row(LEARNER, "Aino")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("ui:language", {}),
        ("home:learner", {"municipality": "koivula", "learner_id": LEARNER}),
        ("home:learner", {"municipality": "hamn-näs", "learner_id": LEARNER}),
        (
            "attendance:register",
            {"municipality": "x", "lesson_id": LEARNER, "day": datetime.date(2026, 11, 3)},
        ),
    ],
)
@pytest.mark.urls("digione.config.urls")
def test_an_address_is_what_django_says(name: str, parts: dict[str, object]) -> None:
    for _ in "ab":
        try:
            expected = reverse(name, kwargs=parts)
        except Exception as error:  # noqa: BLE001 - the same refusal is wanted
            with pytest.raises(type(error)):
                address_of(name, **parts)
        else:
            assert address_of(name, **parts) == expected
