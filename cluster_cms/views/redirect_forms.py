"""The form of a redirect: takes addresses as people copy them, own targets without a host, and refuses circles."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect

from cluster_cms.pages.absolute import absolute

MOST_STEPS = 20


class CopiedAddressForm(RedirectForm):
    """Wagtail's form: whole or encoded addresses, blanks around and within, and targets on this site are understood."""

    redirect_link = forms.CharField(
        label=gettext_lazy("Or an address"),
        required=False,
        max_length=255,
        help_text=gettext_lazy("On this site: what follows the host, such as /en/news/. Elsewhere: the whole address."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show a target that was stored encoded as people read it; it means the same."""
        super().__init__(*args, **kwargs)
        self.initial["redirect_link"] = uri_to_iri(self.initial.get("redirect_link") or "")

    def clean_old_path(self) -> str:
        """Return the path as visitors' addresses are compared: without host, decoded, blanks as %20."""
        path = str(Redirect.normalise_path(self.cleaned_data["old_path"].strip())).replace(" ", "%20")
        if path == "/":
            raise ValidationError(_("The home page is never redirected. Write the old address."))
        return path

    def clean_redirect_link(self) -> str:
        """Return a target on this site without its host, another one as it is."""
        link = self.cleaned_data["redirect_link"].strip()
        own = link.removeprefix(absolute(""))
        if not own or (own.startswith("/") and not own.startswith("//")):
            return own.replace(" ", "%20") or ("/" if link else "")
        URLValidator(schemes=["http", "https"])(link)
        return link

    def clean(self) -> Any:
        """Require one target, which does not lead back to the old address."""
        super().clean()
        page, link = self.cleaned_data.get("redirect_page"), self.cleaned_data.get("redirect_link")
        if self.errors:
            return self.cleaned_data
        if bool(page) == bool(link):
            self.add_error("redirect_page", _("Choose a page or write an address, one of the two."))
        elif leads_back(self.cleaned_data["old_path"], page.url if page else link, self.instance.pk):
            message = _("This target leads back to the old address: visitors would go round in a circle.")
            self.add_error("redirect_page" if page else "redirect_link", message)
        return self.cleaned_data

    def _get_validation_exclusions(self) -> set[str]:
        """Leave the target to the form: the model takes whole addresses alone."""
        return {*super()._get_validation_exclusions(), "redirect_link"}


def leads_back(old_path: str, target: str | None, own: int | None) -> bool:
    """Return whether a target is the old address, or is redirected to it."""
    for _step in range(MOST_STEPS):
        if not target or urlsplit(target).netloc:
            return False
        path = Redirect.normalise_path(unquote(target).replace(" ", "%20"))
        if path == old_path:
            return True
        following = Redirect.objects.filter(old_path=path).exclude(pk=own).first()
        target = following.link if following else None
    return True


def install_redirect_form() -> None:
    """Have Wagtail's screens of redirects, the import among them, use the form; it offers no setting."""
    views.RedirectForm = views.CreateView.form_class = views.EditView.form_class = CopiedAddressForm
