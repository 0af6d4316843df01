"""The nine items of the policy in plain words, each with the mechanism that keeps it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One item: its number, short name, promise, and the mechanism behind it."""

    number: int
    name: str | Promise
    promise: str | Promise
    means: str | Promise


WORDS = (
    (
        _("Purpose of use"),
        _("We use what you write to us for the purpose you were told, and for nothing else."),
        _(
            "The purpose stands beside the form before you send, and is stored with your inquiry. A purpose that "
            "changes later never applies to what we already hold."
        ),
    ),
    (
        _("Security"),
        _("We keep what you write safe, and somebody answers for it."),
        _(
            "It is encrypted in our database, only the desk may open it, and every look is written into a chain "
            "of records that shows each later change."
        ),
    ),
    (
        _("Third parties"),
        _("We give it to nobody else, save where the law or your consent allows it."),
        _(
            "Nothing leaves without a recorded recipient and ground. No page of this site makes your browser talk"
            " to another host."
        ),
    ),
    (
        _("Disclosure, correction, deletion"),
        _("You may see what we hold about you, have it corrected, and have it deleted."),
        _(
            "You do it yourself, at once, by a link that we send to your email address, or you ask the desk. What is "
            "deleted is forgotten in older backups too."
        ),
    ),
    (
        _("Cookies"),
        _("No page sets a cookie, unless it says so on the page."),
        _(
            "A guard stands behind every answer of this site: it removes a cookie that the page has not "
            "announced, and reports it. Each night the site visits all its public addresses and looks."
        ),
    ),
    (
        _("Statistics"),
        _("Statistics hold nothing that points to a person."),
        _(
            "We count how often each page is viewed, by day, language and the name of the site that led to it, and "
            "how many searches find nothing. No address, browser, identifier or search word is kept, and no log of "
            "visits; names of sites with few views are deleted after the day."
        ),
    ),
    (
        _("Revisions"),
        _("We announce each change of the policy, and every earlier text stays readable."),
        _(
            "An announced revision cannot be rewritten: its fingerprint is linked to the one before. Each inquiry"
            " keeps the number of the revision its writer agreed to."
        ),
    ),
    (
        _("Linked websites"),
        _("You can see where our site ends: links that leave it are marked."),
        _(
            "The mark is put on by the site, for eyes and for screen readers, in text, blocks and menus. Staff "
            "look through the list of linked sites."
        ),
    ),
    (
        _("The desk"),
        _("There is somebody to turn to: the Customer Information Desk."),
        _(
            "One record names the desk on the form, in the policy, in our emails and on error pages. Without it "
            "the policy cannot be announced."
        ),
    ),
)
PROMISED = tuple(Item(number, *words) for number, words in enumerate(WORDS, 1))
