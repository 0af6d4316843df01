"""What staff can change, as data: each model with the name of its audit entries, or the reason why it has none.

`tests/cluster_cms/oversight` fails for a model that stands in neither table, whether or not it has a screen today.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Watched:
    """How changes of one model are recorded, as `<code>.created`, `.changed` and `.deleted`.

    `shown`: fields whose values are recorded, for they are numbers, choices, and names of settings; `hashed`: mail
    addresses, of which a keyed hash is recorded; `many`: many-to-many fields; `ignored`: fields that change nothing
    that anybody relies on; `delayed`: switches that have no effect on the first day, unless confirmed. Of every other
    field it is recorded that it was changed, never what to. `owner`: the field that names the account whose matter this
    is; entries then stand under that account.
    """

    code: str
    shown: tuple[str, ...] = ()
    hashed: tuple[str, ...] = ()
    many: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    delayed: tuple[str, ...] = ()
    owner: str = ""


# By label of the model; a model of an app that is not installed is skipped.
WATCHED: Mapping[str, Watched] = {
    # Who may do what
    "cluster_cms.User": Watched(
        "account",
        shown=("is_superuser", "is_staff", "is_active"),
        hashed=("email",),
        many=("groups", "user_permissions"),
        ignored=("last_login", "date_joined", "session_epoch"),
    ),
    "mfa.Authenticator": Watched("second_factor", shown=("type",), ignored=("last_used_at",), owner="user"),
    "account.EmailAddress": Watched("sign_in_address", shown=("primary", "verified"), hashed=("email",), owner="user"),
    "wagtailcore.APIToken": Watched("api_token", ignored=("last_used_at",), owner="user"),
    "auth.Group": Watched("group", shown=("name",), many=("permissions",)),
    "wagtailcore.GroupPagePermission": Watched("group_page_right", shown=("group", "page", "permission")),
    "wagtailcore.GroupCollectionPermission": Watched(
        "group_collection_right", shown=("group", "collection", "permission")
    ),
    "wagtailcore.GroupSitePermission": Watched("group_site_right", shown=("group", "site", "permission")),
    "wagtailcore.PageViewRestriction": Watched(
        "page_restriction", shown=("page", "restriction_type"), many=("groups",)
    ),
    "wagtailcore.CollectionViewRestriction": Watched(
        "collection_restriction", shown=("collection", "restriction_type"), many=("groups",)
    ),
    # Who approves
    "wagtailcore.Workflow": Watched("workflow", shown=("active",)),
    "wagtailcore.WorkflowTask": Watched("workflow_step", shown=("workflow", "task", "sort_order")),
    "wagtailcore.WorkflowPage": Watched("workflow_page", shown=("workflow",)),
    "wagtailcore.WorkflowContentType": Watched("workflow_model", shown=("workflow",)),
    "wagtailcore.GroupApprovalTask": Watched("approval_task", shown=("active",), many=("groups",)),
    "cluster_cms.ReviewTask": Watched("review_task", shown=("active",), many=("groups",)),
    "cluster_cms.ReviewSettings": Watched("review_settings", shown=("site", "second_person")),
    "policy.LegalApprovalTask": Watched("policy_approval_task", shown=("active",), many=("groups",)),
    "policy.PolicySettings": Watched(
        "policy_settings",
        shown=("site", "notice_days", "approval_waived", "new_text_left"),
        delayed=("approval_waived",),
    ),
    # Where the site stands, and who answers
    "wagtailcore.Site": Watched("site", shown=("hostname", "port", "root_page", "is_default_site")),
    "wagtailcore.Locale": Watched("locale", shown=("language_code",)),
    "cluster_cms.CompanySettings": Watched("company_settings", shown=("site", "sample")),
    "cluster_cms.DeskSettings": Watched(
        "desk_settings",
        shown=("site", "retention_months", "quiet_days", "proposed_by"),
        hashed=("email", "proposed_email"),
        ignored=("proposed_at",),
    ),
    "search.SearchSettings": Watched("search_settings", shown=("site",)),
    "wagtailredirects.Redirect": Watched("redirect", shown=("site", "is_permanent", "redirect_page")),
    # What is promised
    "contact.ContactPage": Watched(
        "contact_page",
        shown=("live", "locale", "slug", "expire_at", "takes_files"),
        many=("purposes",),
        ignored=(
            *("path", "depth", "numchild", "url_path", "draft_title", "has_unpublished_changes", "live_revision"),
            *("latest_revision", "latest_revision_created_at", "first_published_at", "last_published_at", "expired"),
            *("locked", "locked_at", "locked_by", "page_ptr", "content_type", "owner", "translation_key"),
        ),
    ),
    "contact.ContactQuestion": Watched("contact_question", shown=("page", "kind", "required"), ignored=("sort_order",)),
    "contact.DeskCalendar": Watched("desk_calendar", shown=("answer_days", "closes_at")),
    "contact.ReplyRules": Watched("reply_rules", many=("newcomers",)),
    "contact.ReplyTemplate": Watched("reply_template"),
    "cluster_cms.MailText": Watched("mail_text"),
    "cluster_cms.Purpose": Watched("privacy.purpose", shown=("since", "until", "order")),
    "cluster_cms.Contractor": Watched(
        "privacy.contractor",
        shown=("country", "legal_basis", "contract_on", "ended_on", "reviewed_on", "review_due_on"),
    ),
    "cluster_cms.SecurityMeasure": Watched("privacy.securitymeasure", shown=("kind", "order")),
    "cluster_cms.InternalRule": Watched("privacy.internalrule", shown=("dated_on", "reviewed_on")),
    "cluster_cms.Administrator": Watched("privacy.administrator", shown=("since",)),
}

# Labels by the reason why their models are not watched.
EXEMPT: Mapping[str, tuple[str, ...]] = {
    "Content: every draft and publication is a revision and an entry of the page's history.": (
        *("home.HomePage", "home.NewsIndexPage", "home.NewsPage", "home.CompanyPage", "home.SitemapPage"),
        *("cluster_cms.VersionName", "cluster_cms.ReviewDate", "cluster_cms.ReviewRequest"),
        *("wagtailcore.Page", "wagtailcore.Comment", "wagtailcore.CommentReply", "wagtailcore.PageSubscription"),
        *("library.LibraryPage", "library.LibraryDocument", "library.DocumentRevision", "library.RevisionText"),
        *("products.ProductIndexPage", "products.FamilyPage", "products.ProductPage", "products.Product"),
        *("products.PartNumber", "products.PropertyValue"),
    ),
    "Content that was deleted: the deletion is in the history; the return and the end are entries of their own.": (
        "cluster_cms.BinEntry",
    ),
    "Content: what products are measured by; who added and changed it is in its history.": (
        *("products.Property", "products.Family", "products.FamilyProperty", "products.Application"),
    ),
    "Content: words that the checks of texts ask for; who added and changed one is in its history.": (
        "cluster_cms.HouseTerm",
    ),
    "Content: the terms of the company, and which text a translation was compared with; both have a history.": (
        *("cluster_cms.GlossaryTerm", "cluster_cms.TranslationConfirmation"),
    ),
    "Each text that is promulgated is a row of the ledger, append-only itself, and an entry of the chain.": (
        *("policy.PolicyPage", "policy.PolicyRevision", "policy.PolicyEvent"),
    ),
    "Content: who added and changed a file is in its history; who may is watched as a right of a group.": (
        *("cluster_cms.CustomImage", "cluster_cms.CustomDocument", "cluster_cms.CustomRendition"),
        *("wagtailcore.Collection", "wagtaildocs.Document", "wagtailimages.Image", "wagtailimages.Rendition"),
        *("wagtailcore.UploadedFile", "taggit.Tag", "taggit.TaggedItem", "wagtailembeds.Embed"),
    ),
    "Written by verbs of their own alone, each of which records an entry about what it concerns.": (
        *("contact.Inquiry", "contact.InquiryPurpose", "contact.InquiryTopic", "contact.Note", "contact.Message"),
        *("contact.EmailOriginal", "contact.AttachedFile", "contact.InsideQuestion", "contact.BlockedSender"),
        *("contact.TrayMail", "cluster_cms.DraftLink", "policy.EarlierText", "policy.EarlierTextsSubmission"),
        *("contact.Remark", "contact.Incident", "contact.DataSubjectRequest", "contact.MagicLink", "contact.Consent"),
        *("contact.Transfer", "contact.TransferredInquiry", "contact.TransferredPerson", "contact.PurposeNotice"),
        *("contact.ExportRecord", "contact.ExportedInquiry", "contact.ExportCopy", "cluster_cms.OutboxMail"),
        "cluster_cms.KeyEscrow",
    ),
    "Evidence itself, append-only: the chain, the erasures, Wagtail's log and what approvals have decided.": (
        *("cluster_cms.AuditEntry", "cluster_cms.Erasure", "wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry"),
        *("wagtailcore.Revision", "wagtailcore.WorkflowState", "wagtailcore.TaskState", "contact.AskedQuestion"),
    ),
    "Written by the site itself: counters, indexes and marks, on which no right and no promise rests.": (
        *(
            "contact.SearchText",
            "contact.SeenMail",
            "contact.ThreadMail",
            "contact.InquirySearch",
            "contact.DeskDraft",
            "contact.MonthlyFigure",
            "contact.RateCounter",
            "contact.UsedSubmissionKey",
        ),
        *("cluster_cms.ContentChange", "cluster_cms.Heartbeat", "cluster_cms.Checkpoint", "cluster_cms.CrawlAddress"),
        *(
            "library.ExpiryReminder",
            "cluster_cms.FormerAddress",
            "cluster_cms.AccountNotice",
            "cluster_cms.SignInCounter",
        ),
        *(
            "cluster_cms.Measurement",
            "cluster_cms.OutsideAnswer",
            "cluster_cms.OutsideLinkCheck",
            "cluster_cms.DailyCount",
            "sessions.Session",
        ),
        *("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry", "wagtailcore.ReferenceIndex"),
        *("wagtailadmin.EditingSession", "wagtailadmin.FormState", "cluster_cms.PageFindings"),
    ),
    "Made by migrations from the code, never by staff; the base of kinds that stand here one by one.": (
        *("auth.Permission", "contenttypes.ContentType", "wagtailadmin.Admin", "wagtailcore.Task"),
        "simple_translation.SimpleTranslation",
    ),
    "The secret of a second factor, written with its row, which is watched.": ("cluster_cms.SecondFactorSecret",),
    "Not used: no link confirms an address (ACCOUNT_EMAIL_VERIFICATION).": ("account.EmailConfirmation",),
    "One's own language, colours, picture, filters and emails in the staff area.": (
        *("wagtailusers.UserProfile", "contact.NoticeChoice", "contact.SavedFilter"),
    ),
}
