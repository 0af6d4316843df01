"""What the address of the form says beforehand: ?about=PRODUCT&for=sample, as the pages of products link to it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from cluster_cms.pages.inquiry_topics import Topic, find_topics
from contact.text.question_kinds import ABOUT, FOR

MOST_TOPICS = 4  # products in one inquiry: as many as can be compared


@dataclass(frozen=True)
class Prefilling:
    """The products and the subject that an address names, as far as they exist."""

    topics: list[Topic]
    word: str  # of the subject, as in the address
    left_out: list[str]  # a sentence for each part that names what does not exist

    @property
    def subject(self) -> str:
        return str(FOR[self.word]) if self.word else ""

    @property
    def query(self) -> str:
        """Return the one way in which an address says this; empty for nothing."""
        keys = ",".join(sorted(topic.key for topic in self.topics))
        return urlencode({name: text for name, text in ((ABOUT, keys), ("for", self.word)) if text}, safe=",")

    def initial(self) -> dict[str, object]:
        return {"subject": self.subject, ABOUT: [topic.key for topic in self.topics]}


def read_query(data: QueryDict, language: str) -> Prefilling | None:
    """Return what the parameters of an address say, checked against what exists; None where it has neither."""
    if ABOUT not in data and "for" not in data:
        return None
    keys = dict.fromkeys(filter(None, (key.strip().lower() for key in ",".join(data.getlist(ABOUT)).split(","))))
    words = dict.fromkeys(filter(None, (word.strip().lower() for word in data.getlist("for"))))
    topics = find_topics(list(keys)[:MOST_TOPICS], language)
    word = next(iter(words), "")
    left_out = []
    if len(topics) < len(keys):
        left_out.append(
            _("A product that the link names is not here and was left out. Please name it in your message.")
        )
    if words and (len(words) > 1 or word not in FOR):
        word = ""
        left_out.append(_("The subject that the link names is not here and was left out. Please choose one."))
    return Prefilling(topics, word, left_out)
