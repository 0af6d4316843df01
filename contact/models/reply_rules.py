"""What is asked about before a reply is sent, and whose replies a second person reads first."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

RULES_ID = 1  # there is one set of rules
CAUTION_WORDS = "口座\n振込先\nbank account"
ATTACHMENT_WORDS = "添付\n同封\nattached\nattachment\nenclosed"


class ReplyRules(models.Model):
    """The only row of the rules; words stand one a line, in any language."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=RULES_ID, editable=False)
    caution_words = models.TextField(_("words asked about"), blank=True, default=CAUTION_WORDS)
    attachment_words = models.TextField(_("words that announce a file"), blank=True, default=ATTACHMENT_WORDS)
    newcomers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")

    class Meta:
        verbose_name = _("rules for replies")
        default_permissions = ()

    def __str__(self) -> str:
        return "rules for replies"


def reply_rules() -> ReplyRules:
    """Return the rules; unsaved ones with the default words where nobody has saved any yet."""
    return ReplyRules.objects.first() or ReplyRules()
