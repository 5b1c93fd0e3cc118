"""Controls of our forms: the exact markup that assistive technology depends on."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from plan.forms import (
    CountedTextarea,
    DayField,
    DayInput,
    EmailInput,
    NumberInput,
    OptionsField,
    OptionsInput,
    PlanForm,
    TextInput,
)
from plan.forms.widgets import Choice

CHOICES = [
    Choice("a", "Apples", hint="Red or green"),
    Choice("b", "Bread"),
    Choice("o", "Something else", is_other=True),
    Choice("n", "None of these", is_exclusive=True),
]


class Sample(PlanForm):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="As on letters", widget=TextInput)
    email = forms.EmailField(label="Email", required=False, widget=EmailInput)
    number = forms.DecimalField(label="Number", required=False, widget=NumberInput)
    words = forms.CharField(label="Words", required=False, widget=CountedTextarea(limit=20))
    one = OptionsField(label="One", choices=CHOICES[:3])
    several = OptionsField(label="Several", choices=CHOICES, is_multiple=True, required=False)
    day = DayField(label="Day", help_text="For example 27 3 2026")


def form(**data: Any) -> Sample:
    """The form with what was typed."""
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
    return Sample(query)


def field_html(bound: Sample, name: str) -> str:
    """A field with label, hint and errors."""
    return str(bound[name].as_field_group())


def test_a_text_field_points_to_its_hint() -> None:
    html = field_html(Sample(), "name")
    assert '<label class="govuk-label govuk-label--m" for="id_name">Name</label>' in html
    assert '<div class="govuk-hint" id="id_name_helptext">As on letters</div>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert 'class="govuk-input"' in html
    assert 'dir="auto"' in html
    assert "required" not in html
    assert "(optional)" not in html
    assert "(optional)" in field_html(Sample(), "email")


def test_an_error_is_said_beside_the_field() -> None:
    html = field_html(form(), "name")
    assert 'class="govuk-form-group govuk-form-group--error"' in html
    assert 'id="id_name-error"' in html
    assert '<span class="govuk-visually-hidden">Error:</span> This field is required.' in html
    assert 'aria-describedby="id_name_helptext id_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="govuk-input govuk-input--error"' in html


def test_what_was_typed_is_escaped_and_kept() -> None:
    html = field_html(form(name='<script>"'), "name")
    assert 'value="&lt;script&gt;&quot;"' in html
    html = field_html(form(words="</textarea><b>"), "words")
    assert "&lt;/textarea&gt;&lt;b&gt;</textarea>" in html


def test_keyboards_and_autofill() -> None:
    email = field_html(Sample(), "email")
    assert 'type="email"' in email
    assert 'autocomplete="email"' in email
    number = field_html(Sample(), "number")
    assert 'type="text"' in number
    assert 'inputmode="decimal"' in number
    assert 'inputmode="numeric"' in NumberInput(is_whole=True).render("n", None)


def test_a_limit_is_told_before_and_while_typing() -> None:
    html = field_html(Sample(), "words")
    assert 'data-module="govuk-character-count" data-maxlength="20"' in html
    assert 'id="id_words-info"' in html
    assert 'aria-describedby="id_words-info"' in html
    assert "You can enter up to 20 characters" in html
    assert "character-count" not in CountedTextarea().render("w", "x", {"id": "w"})


def test_radio_buttons_are_a_group_with_a_name() -> None:
    html = field_html(form(), "one")
    assert '<fieldset class="govuk-fieldset" aria-describedby="id_one-error">' in html
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--m">One</legend>' in html
    assert html.count('type="radio" name="one"') == 3
    assert '<label class="govuk-label govuk-radios__label" for="id_one-0">Apples</label>' in html
    assert 'aria-describedby="id_one-0-hint"' in html
    assert '<label class="govuk-label" for="id_one-2-other">Please say</label>' in html
    assert 'name="one-other" id="id_one-2-other"' in html
    assert "aria-controls" not in html  # no ARIA that a radio button may not have


def test_tick_boxes_know_the_one_that_excludes_the_others() -> None:
    html = field_html(form(several=["a", "b"]), "several")
    assert html.count('type="checkbox" name="several"') == 4
    assert html.count(" checked") == 2
    assert 'value="n" data-behaviour="exclusive"' in html
    assert '<div class="govuk-checkboxes__divider">or</div>' in html


def test_a_date_is_three_boxes_with_names() -> None:
    html = field_html(form(day__day="31", day__month="2", day__year="2026"), "day")
    assert 'aria-describedby="id_day_helptext id_day-error"' in html
    for part in ("day", "month", "year"):
        assert f'for="id_day-{part}">{part.capitalize()}</label>' in html
        assert f'name="day-{part}" id="id_day-{part}"' in html
    assert 'value="31"' in html


def test_each_error_links_to_the_control_it_is_about() -> None:
    bound = form(words="x")
    bound.add_error(None, "All in all.")
    links = bound.error_links()
    assert links[0] == ("", "All in all.")
    assert [fragment for fragment, _ in links[1:]] == ["#id_name", "#id_one-0", "#id_day-day"]


def test_the_whole_form() -> None:
    html = str(Sample())
    assert html.count('class="govuk-form-group') >= 7
    assert "<ul" not in html


def clean(data: list[str], other: str = "", **options: Any) -> dict[str, Any]:
    """What an options field makes of what was chosen."""
    return OptionsField(choices=CHOICES, **options).clean({"options": data, "other": other})


def test_options_come_back_in_the_order_offered() -> None:
    assert clean(["b", "a"], is_multiple=True) == {"options": ["a", "b"], "other": ""}
    assert clean(["a"], other="dropped") == {"options": ["a"], "other": ""}
    assert clean(["o"], other=" Tea\x00 ") == {"options": ["o"], "other": "Tea"}
    assert clean([], required=False) == {"options": [], "other": ""}


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        ([], {}, "Choose an answer."),
        (["x"], {}, "One of the answers is not offered any more. Choose again."),
        (["a", "b"], {}, "Choose one answer only."),
        (
            ["a", "n"],
            {"is_multiple": True},
            "Choose either “None of these” or other answers, not both.",
        ),
        (["a"], {"is_multiple": True, "minimum": 2}, "Choose at least 2 answers."),
        (["a", "b"], {"is_multiple": True, "maximum": 1}, "Choose no more than 1 answer."),
        (["o"], {}, "Say what you mean by “Something else”."),
    ],
)
def test_what_cannot_be_accepted(data: list[str], options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as caught:
        clean(data, **options)
    assert caught.value.messages == [message]


def test_none_of_these_is_enough_where_two_are_needed() -> None:
    assert clean(["n"], is_multiple=True, minimum=2)["options"] == ["n"]


def test_other_words_have_a_limit() -> None:
    with pytest.raises(ValidationError, match="You have written 501"):
        clean(["o"], other="x" * 501)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Enter a date."),
        ({"month": "3", "year": "2026"}, "The date must include a day."),
        ({"day": "1", "year": "2026"}, "The date must include a month."),
        ({"day": "1", "month": "3"}, "The date must include a year."),
        ({"day": "1", "month": "3", "year": "26"}, "The year must have four numbers"),
        ({"day": "3", "month": "3", "year": "0003"}, "The year must have four numbers"),
        ({"day": "31", "month": "2", "year": "2026"}, "Enter a real date"),
        ({"day": "x", "month": "2", "year": "2026"}, "Enter a real date"),
        ({"day": "1", "month": "2", "year": "9" * 30}, "Enter a real date"),
    ],
)
def test_what_is_no_date(typed: dict[str, str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        DayField().clean(typed)


def test_a_wrong_part_of_a_date_is_marked_and_the_error_leads_to_it() -> None:
    class Dated(PlanForm):
        day = DayField(label="When?")

    form = Dated({"day-day": "1", "day-year": "2026"})
    assert form.error_links() == [("#id_day-month", "The date must include a month.")]
    page = form["day"].as_field_group()
    assert page.count("govuk-input--error") == 1
    assert page.index("govuk-input--error") < page.index('name="day-month"')
    assert page.index('name="day-day"') < page.index("govuk-input--error")


def test_a_date() -> None:
    typed = {"day": "1", "month": "3", "year": "2026"}
    assert DayField().clean(typed) == datetime.date(2026, 3, 1)
    assert DayField(required=False).clean(None) is None


def test_what_browsers_send() -> None:
    data = QueryDict("d-day=1&d-month=&x=a&x=b&x-other=tea")
    assert DayInput().value_from_datadict(data, {}, "d") == {"day": "1", "month": "", "year": ""}
    assert DayInput().value_omitted_from_data(data, {}, "e")
    assert not DayInput().value_omitted_from_data(data, {}, "d")
    widget = OptionsInput(CHOICES)
    assert widget.value_from_datadict(data, {}, "x") == {"options": ["a", "b"], "other": "tea"}
    assert widget.value_from_datadict({"x": "a"}, {}, "x") == {"options": ["a"], "other": ""}
    assert not widget.value_omitted_from_data(data, {}, "y")
