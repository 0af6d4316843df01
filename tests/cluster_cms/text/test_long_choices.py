"""Long lists of check boxes scroll and can be narrowed; short ones are as Django shows them."""

from django import forms

from cluster_cms.text.long_choices import LONG, LongChoices


def shown(count: int, ticked: list[str]) -> str:
    choices = [(str(number), f"CX-{number}") for number in range(count)]
    field = forms.MultipleChoiceField(choices=choices, widget=LongChoices)
    return str(field.widget.render("about", ticked, {"id": "about"}))


def test_what_is_ticked_stands_first_and_the_rest_keeps_its_order() -> None:
    html = shown(30, ["20", "7"])
    places = [html.index(f'value="{number}"') for number in (7, 20, 0, 1, 29)]
    assert places == sorted(places)


def test_a_long_list_says_how_its_field_is_called_and_a_short_one_has_none() -> None:
    assert 'data-choices="' in shown(LONG, [])
    assert "data-choices" not in shown(LONG - 1, [])
