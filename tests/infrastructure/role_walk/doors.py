"""Every address that the site routes, written as people read it: `/admin/pages/<page_id>/edit/`."""

import re
from collections.abc import Iterator
from functools import cache

from django.contrib.admindocs.utils import (
    remove_non_capturing_groups,
    replace_metacharacters,
    replace_named_groups,
    replace_unnamed_groups,
)
from django.urls import URLPattern, URLResolver, get_resolver

# Where one pattern stands for several doors: its last argument is replaced by each of these.
SETTINGS = ("cluster_cms/companysettings", "cluster_cms/desksettings", "policy/policysettings", "search/searchsettings")
VARIANTS: dict[str, dict[str, tuple[str, ...]]] = {
    "/admin/bulk/<app_label>/<model_name>/<action>/": {
        "<app_label>/<model_name>/<action>": (
            "cluster_cms/customdocument/add_tags",
            "cluster_cms/customdocument/add_to_collection",
            "cluster_cms/customdocument/delete",
            "cluster_cms/customimage/add_tags",
            "cluster_cms/customimage/add_to_collection",
            "cluster_cms/customimage/delete",
            "cluster_cms/user/assign_role",
            "cluster_cms/user/delete",
            "cluster_cms/user/set_active_state",
            "wagtailcore/page/delete",
            "wagtailcore/page/move",
            "wagtailcore/page/publish",
            "wagtailcore/page/unpublish",
        )
    },
    "/admin/api/main/pages/<pk>/action/<action_name>/": {
        "<action_name>": (
            "convert_alias",
            "copy",
            "copy_for_translation",
            "create_alias",
            "delete",
            "move",
            "publish",
            "revert_to_page_revision",
            "unpublish",
        )
    },
    "/admin/settings/<app_name>/<model_name>/": {"<app_name>/<model_name>": SETTINGS},
    "/admin/settings/<app_name>/<model_name>/<pk>/": {"<app_name>/<model_name>": SETTINGS},
    "/admin/settings/<app_name>/<model_name>/<pk>/preview/": {"<app_name>/<model_name>": SETTINGS},
}
ARGUMENT = re.compile(r"<(\w+)>")


@cache
def doors() -> tuple[str, ...]:
    """Return every address once, in alphabetical order."""
    return tuple(sorted({address for pattern in patterns(get_resolver(), "") for address in variants(pattern)}))


def arguments(address: str) -> list[str]:
    return ARGUMENT.findall(address)


def patterns(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        address = before + one.pattern.regex.pattern
        if isinstance(one, URLPattern):
            yield readable(address)
        else:
            yield from patterns(one, address)


def readable(regex: str) -> str:
    """Return an address without the marks of a regular expression."""
    regex = re.sub(r"\\Z|\^|\$", "", regex.replace(".*", "(?P<anything>x)").replace(r"(\d+)", "(?P<number>x)"))
    for step in (remove_non_capturing_groups, replace_named_groups, replace_unnamed_groups, replace_metacharacters):
        regex = step(regex)
    return "/" + re.sub(r"\\(.)", r"\1", regex)


def variants(address: str) -> Iterator[str]:
    for part, values in VARIANTS.get(address, {"": ("",)}).items():
        yield from (address.replace(part, value) if part else address for value in values)
