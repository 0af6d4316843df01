"""The words that staff have given to a kind of mail, in both languages."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from cluster_cms import audit
from cluster_cms.accounts import User
from cluster_cms.languages import paired


class MailText(models.Model):
    """Subject and body of one kind of mail; without a row the kind uses its first words."""

    kind = models.CharField(primary_key=True, max_length=60)
    subject_ja = models.CharField(_("Subject, Japanese"), max_length=120)
    body_ja = models.TextField(_("Text, Japanese"), max_length=4000)
    subject_en = models.CharField(_("Subject, English"), max_length=120)
    body_en = models.TextField(_("Text, English"), max_length=4000)

    class Meta:
        default_permissions = ("change",)
        verbose_name = _("text of a mail")
        verbose_name_plural = _("texts of mails")

    def __str__(self) -> str:
        return self.kind

    def words(self, language: str) -> tuple[str, str]:
        return paired(self, "subject", language), paired(self, "body", language)


@transaction.atomic
def change_text(*, text: MailText, actor: User) -> None:
    """Keep new words for a kind of mail."""
    text.save()
    audit.record("mail.text_changed", actor=actor, subject=text.kind)


@transaction.atomic
def reset_text(*, kind: str, actor: User) -> None:
    """Return a kind of mail to its first words."""
    MailText.objects.filter(kind=kind).delete()
    audit.record("mail.text_reset", actor=actor, subject=kind)
