"""BasePage, the abstract base of every page of the site."""

from datetime import timedelta
from typing import Any, cast

from django.core.validators import RegexValidator
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PagePermissionTester, PageViewRestriction, Revision
from wagtail.permissions import page_permission_policy
from wagtail.search import index

from cluster_cms.pages.languages import active_language
from cluster_cms.pages.schedules import BasePageForm, miss
from cluster_cms.pages.sites import any_page_restricted, child_of, language_of
from cluster_cms.pages.slug_proposals import proposed_slug
from cluster_cms.pages.tree_guards import guarded


def display_title(page: Page, language: str | None = None) -> str:
    """Return the title to print for any page, also one without a `display_title` of its own."""
    title = getattr(page.specific, "display_title", None)
    return title(language) if title else page.title


def is_kept(revision: Revision) -> bool:
    """Tell whether a version is kept as it is: a model with `keeps_revision` refers to it."""
    relations = Revision._meta.get_fields(include_hidden=True)
    models_of: list[Any] = [getattr(relation, "related_model", None) for relation in relations]
    keepers = [model for model in models_of if getattr(model, "keeps_revision", False)]
    return any(keeper._default_manager.filter(revision=revision).exists() for keeper in keepers)


class PagePermissions(PagePermissionTester):
    """Wagtail's rules; the history is offered only to those whom its screen lets in."""

    def can_view_revisions(self) -> bool:
        return bool(super().can_view_revisions() and self.can_edit())


def may_edit(record: Any, user: Any) -> bool:
    """Tell whether somebody may edit a page; of other records Wagtail lists only what may be edited."""
    return not isinstance(record, Page) or bool(record.permissions_for_user(user).can_edit())


class BasePage(Page):
    """Abstract base of all pages: listing and sharing fields, one language per address, no page passwords."""

    listing_summary = models.TextField(
        _("summary"), max_length=300, blank=True, help_text=_("One or two sentences for lists and search results.")
    )
    listing_image = models.ForeignKey(
        "cluster_cms.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture in lists"),
    )
    sharing_title = models.CharField(
        _("title when shared"), max_length=100, blank=True, help_text=_("Empty: the title of the page.")
    )
    sharing_image = models.ForeignKey(
        "cluster_cms.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture when shared"),
    )

    cookie_names = models.CharField(
        _("cookies that this page sets"),
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+( +[A-Za-z0-9_-]+)*$", _("Write the names with spaces between."))],
        help_text=_("Names with spaces between. Empty on nearly every page: the site then lets no cookie through."),
    )
    cookie_statement = models.TextField(
        _("what they are for"),
        max_length=500,
        blank=True,
        help_text=_(
            "Shown at the head of the page, in its language: how many, what for, how long. Without these words "
            "no cookie is let through."
        ),
    )

    base_form_class = BasePageForm
    # A page behind a password would need a cookie, and the policy promises none.
    private_page_options: list[str] = []
    # A form page that can show back what a foreign POST brought sets this (see middleware.same_origin).
    shows_text_back = False
    # Why a language never loses its last live page of this type (see required_pages); empty: it may.
    required_because: str | Promise = ""
    can_be_site_root = False
    # Relations that the search fields read, and search fields whose text is found and never shown.
    search_relations: tuple[str, ...] = ()
    unseen_search_fields: tuple[str, ...] = ()
    # What visitors call a page of this type, beside its title in a list of results.
    visitor_name: str | Promise = pgettext_lazy("result", "Page")
    # A page that is one document in both languages sets this; it has no translation to be compared with.
    holds_both_languages = False
    # What cards call the page: an article has a date and an author.
    is_article = False
    # How long caches may show a page that must not outlive a revision of the policy while the site does not answer.
    legal_stale: timedelta | None = None

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("Address, search engines and menu"),
        ),
        MultiFieldPanel([FieldPanel("listing_summary"), FieldPanel("listing_image")], heading=_("In lists")),
        MultiFieldPanel([FieldPanel("sharing_title"), FieldPanel("sharing_image")], heading=_("When shared")),
        MultiFieldPanel([FieldPanel("cookie_names"), FieldPanel("cookie_statement")], heading=_("Cookies")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("listing_summary")]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Raises ChangeRefused when a required page would be lost, or an address of the site taken."""
        with guarded(self, kwargs.get("update_fields")):
            super().save(*args, **kwargs)

    def _set_core_field_defaults(self) -> None:
        """Give a page without a slug one in Latin letters; Wagtail would take the Japanese title."""
        page: Any = self
        if not page.slug and (page.path or getattr(page, "_cached_parent_obj", None)):
            page.slug = page._get_autogenerated_slug(proposed_slug(page))
        super()._set_core_field_defaults()

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Raise Http404 for an address of the other language, where Wagtail would show the source page."""
        if language_of(self) != active_language():
            raise Http404
        if not path_components:
            return super().route(request, path_components)
        try:
            below = child_of(self, path_components[0])
        except Page.DoesNotExist as error:
            raise Http404 from error
        return below.route(request, path_components[1:])

    @property
    def localized(self) -> Any:
        """Return the live page in the active language, by one query at most; itself where there is none."""
        if language_of(self) == active_language():
            return self
        translations = type(self)._default_manager.filter(translation_key=self.translation_key, live=True)
        return translations.filter(locale__language_code=active_language()).first() or self

    def get_view_restrictions(self) -> Any:
        """Return the restrictions of this page and those above it, without a query while no page has any."""
        if not any_page_restricted():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish a revision, or schedule it; one that has expired already is not put live."""
        return None if miss(self, revision) else super().publish(revision, *args, **kwargs)

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """Save a draft; where the editor, saving by itself, would write over a version that is kept, as a new one."""
        kept = overwrite_revision is not None and is_kept(overwrite_revision)
        saved = super().save_revision(*args, overwrite_revision=None if kept else overwrite_revision, **kwargs)
        return cast(Revision, saved)

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        return PagePermissions(user, self)

    def has_below(self, path: str) -> bool:
        """Tell whether this page answers at a path below it, such as `2023/`, where its translation does."""
        return True

    def stated_cookies(self) -> frozenset[str]:
        """Return the names of the cookies that this page may set; none while its cookie statement is empty."""
        return frozenset(self.cookie_names.split()) if self.cookie_statement.strip() else frozenset()

    def get_admin_display_title(self) -> str:
        """Return the draft's title for the staff area; to whom it is closed, what visitors see, or a number."""
        title, user = str(super().get_admin_display_title()), get_active_log_context().user
        if not (user and self.pk) or (self.live and title == self.title):
            return title
        if page_permission_policy.explorable_instances(user).filter(pk=self.pk).exists():
            return title
        return str(self.title) if self.live else f"#{self.pk}"

    def display_title(self, language: str | None = None) -> str:
        """Return the title in a language; pages that hold both languages override this."""
        return self.title

    def summary(self, language: str | None = None) -> str:
        """Return the text for lists: the summary, else the description for search engines."""
        return self.listing_summary or self.search_description

    def search_words(self, language: str | None = None) -> str:
        """Return the description for search engines; pages that hold both languages override this."""
        return str(self.search_description)

    def shared_title(self, language: str | None = None) -> str:
        """Return the title on cards: as written by editors, else the title of the page."""
        return self.sharing_title or self.display_title(language)

    def structured_data(self) -> list[dict[str, Any]]:
        """Return what the page states of itself to search engines (schema.org); page types extend it."""
        return []

    def search_text(self, language: str | None = None) -> str:
        """Return the text from which a search result shows its excerpt."""
        return self.summary(language)

    def review_address(self) -> str:
        """Return where somebody decides about the draft in the staff area."""
        return reverse("wagtailadmin_pages:edit", args=[self.pk])
