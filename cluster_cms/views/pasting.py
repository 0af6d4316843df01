"""Answers the page editor what the content of a clipboard becomes, and gives it the dialog that shows this."""

import re
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.telepath import JSContext
from wagtail.permissions import page_permission_policy

from cluster_cms.blocks.rich_text import FEATURES
from cluster_cms.blocks.story import StoryBlock
from cluster_cms.checks.house_terms import house_terms
from cluster_cms.checks.running_texts import stored_paragraphs
from cluster_cms.checks.writing_rules import findings
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.pasting.pasted_blocks import blocks_of, is_block, previewed, read_clipboard, text_of
from cluster_cms.pasting.pasted_pictures import stored_for
from cluster_cms.pasting.pieces import Alteration, Picture, Reading, Table
from cluster_cms.security.accounts import User
from cluster_cms.views.staff import signed_in_user
from cluster_cms.views.writing_checks import row

MOST_A_MINUTE = 60  # a person pastes by hand
MOST_FINDINGS = 20  # shown; the editor's panel shows all once the text is in the page
KANA = re.compile(r"[\u3041-\u30ff]")
STORY, TEXT = "story", "text"  # where it goes: blocks of a page, or a field of running text


@require_POST
def convert_clipboard(request: HttpRequest) -> JsonResponse:
    """Answer with what the clipboard in the body becomes: HTML, or plain text by its content type.

    With `insert=1` pictures are stored and the blocks are in the answer, as the editor's own script takes them.
    """
    user = signed_in_user(request)
    if not page_permission_policy.user_has_any_permission(user, {"add", "change", "publish"}):
        raise PermissionDenied
    if pastes_too_often(user):
        return refused(HTTPStatus.TOO_MANY_REQUESTS, _("That was often. Please wait a minute and paste again."))
    try:
        content = request.body.decode(errors="replace")
    except RequestDataTooBig:
        message = _("This is too much at once. Please paste it in parts, and pictures by themselves.")
        return refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, message)
    reading = read_clipboard(content, is_html=request.content_type == "text/html")
    return JsonResponse(answer(reading, user, place=request.GET.get("place", STORY), insert="insert" in request.GET))


def answer(reading: Reading, user: User, *, place: str, insert: bool) -> dict[str, Any]:
    """Return what the editor's script needs, by name."""
    if place == TEXT:
        for piece in [one for one in reading.pieces if isinstance(one, Picture)]:
            reading.report.add(Alteration.NO_PLACE, piece.alt or "?")
    found: dict[str, Any] = {
        "running": not any(map(is_block, reading.pieces)),
        "text": ContentstateConverter(FEATURES).from_database_format(text_of(reading.pieces)),
        "cells": [piece.rows for piece in reading.pieces if isinstance(piece, Table)],
        "header": any(isinstance(piece, Table) and piece.header for piece in reading.pieces),
        "reported": bool(reading.report),
        "empty": not reading.pieces,
    }
    if insert:
        story = StoryBlock()
        blocks = story.get_form_state(story.to_python(blocks_of(reading, stored_for(user))))
        found |= {"blocks": JSContext().pack(blocks), "refused": Alteration.REFUSED_PICTURE in reading.report.words}
    context = {
        "parts": previewed(reading, as_text=place == TEXT),
        "left_out": reading.report.sentences(left_out=True),
        "changed": reading.report.sentences(left_out=False),
        "wording": wording_of(reading),
    }
    return {**found, "preview": render_to_string("cluster_cms/admin/paste_preview.html", context)}


def wording_of(reading: Reading) -> list[dict[str, Any]]:
    """Return what the rules of writing find in pasted text, which is Japanese where it has kana."""
    source = text_of(reading.pieces)
    language = JAPANESE if KANA.search(source) else ENGLISH
    found = findings(list(stored_paragraphs(source, "", language)), house_terms())
    return [row(one) for one in found[:MOST_FINDINGS]]


def refused(status: HTTPStatus, message: str) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


def pastes_too_often(user: User) -> bool:
    """Count a paste, and return whether there were too many within a minute."""
    key = f"pastes-{user.pk}"
    cache.add(key, 0, timeout=60)
    try:
        return int(cache.incr(key)) > MOST_A_MINUTE
    except ValueError:  # it expired in between
        return False


def paste_dialog() -> str:
    """Return the dialog, styles and script for the page editor, in the language of the editor."""
    return render_to_string("cluster_cms/admin/paste_dialog.html")


def urls() -> list[URLPattern]:
    return [path("clipboard/", convert_clipboard, name="convert_clipboard")]
