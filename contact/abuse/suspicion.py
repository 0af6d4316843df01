"""Judging an inquiry as it is stored, within its transaction."""

from datetime import datetime

from django.conf import settings

from contact import answers
from contact.abuse.signs import Judgement, Observed, judge
from contact.abuse.tallies import count, counted
from contact.abuse.windows import HALF_DAY
from contact.cleaning import fold
from contact.form.payload import Draft
from contact.kinds import Kind

LONG_ENOUGH = 20  # characters: shorter texts are alike by chance
PROSE = (Kind.TEXT, Kind.LONG_TEXT)
NOT_PROSE = ("mail", "phone")


def suspicion_of(draft: Draft, *, sends: int, at: datetime) -> Judgement:
    """Judge a draft sent `at`, when its network has sent `sends` inquiries in this hour."""
    observed = Observed(
        trapped=draft.trapped,
        seconds=(at - datetime.fromisoformat(draft.made_at)).total_seconds(),
        texts=prose_of(draft),
        language=draft.language,
        addresses=addresses_with_text_of(draft),
        sends=sends,
    )
    return judge(observed, quick=settings.FORM_QUICK, many_sends=max(2, settings.FORM_SENDS_PER_NETWORK // 4))


def prose_of(draft: Draft) -> list[str]:
    """Return what was written in own words."""
    return [
        answers.shown(answer) for answer in draft.answers if answer["kind"] in PROSE and answer["key"] not in NOT_PROSE
    ]


def addresses_with_text_of(draft: Draft) -> int:
    """Count from how many mail addresses the same message came lately, this one included, without keeping either."""
    text = "".join(fold(answers.text_of(draft.answers, "message")).split())
    if len(text) < LONG_ENOUGH:
        return 1
    pair, alone = HALF_DAY.key("text", text, answers.text_of(draft.answers, "mail")), HALF_DAY.key("text", text)
    keys = {alone: HALF_DAY}
    is_new = count({pair: HALF_DAY})[pair] == 1
    return (count if is_new else counted)(keys)[alone]
