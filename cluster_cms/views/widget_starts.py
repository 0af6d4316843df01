"""Starts Wagtail's widgets from one script of ours, so that no page of the staff area holds a script.

Wagtail writes `<script>new Chooser("id", {…})</script>` beside a field. Here stands the same as text that nothing runs,
and `js/starts.js` starts what is on its list. The templates of dates and of inline panels say it likewise.
"""

import json
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser

START = '{}<template data-controller="start" data-start-name-value="{}" data-start-field-value="{}">{}</template>'


def render_chooser(widget: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
    """Return the HTML of a chooser and what starts it.

    Raises TypeError without an id, as Wagtail's own does.
    """
    if not (attrs and "id" in attrs):
        raise TypeError("A chooser cannot be rendered without an 'id' attribute")
    shown = widget.get_value_data(value)
    options = json.dumps(widget.get_js_init_options(attrs["id"], name, shown))
    return format_html(START, widget.render_html(name, shown, attrs), constructor_of(widget), attrs["id"], options)


def constructor_of(widget: BaseChooser) -> str:
    """Return the name of the script's function; the chooser of tasks states it in code, not as an attribute."""
    return "createTaskChooser" if isinstance(widget, AdminTaskChooser) else widget.js_constructor


def install_starts() -> None:
    BaseChooser.render = render_chooser


def editor_scripts() -> SafeString:
    """Return the scripts of all editors: one folds the rows of inline panels, one lets buttons wait for saves."""
    names = ((static(f"cluster_cms/js/{name}.js"),) for name in ("rows", "saves"))
    return format_html_join("", '<script src="{}" defer></script>', names)


def starts_script() -> SafeString:
    return format_html('<script src="{}"></script>', static("cluster_cms/js/starts.js"))
