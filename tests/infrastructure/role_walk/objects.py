"""What the addresses are about: for each kind of object, the values of the arguments and of the query string.

A kind is written as in docs/roles.csv. "own" is what the role itself has made or holds, "other" what a colleague has.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile, File
from django.db.models import Model
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Site, Task, UploadedFile, Workflow, WorkflowTask

from cluster_cms.bin.deleting import delete_into_bin
from cluster_cms.bin.entries import BinEntry
from cluster_cms.pages.media import CustomDocument, CustomImage
from cluster_cms.privacy.models import Administrator, Contractor, InternalRule, Purpose, SecurityMeasure
from cluster_cms.promises.measurements import store_measurement
from cluster_cms.security.accounts import LEGAL, MARKETING, User
from cluster_cms.translations.glossary import GlossaryTerm
from contact.models import ReplyTemplate
from home.models import NewsPage
from library.models import LibraryDocument
from policy.models import PolicySettings
from policy.pages import PolicyPage
from products.models import Application, Family, Product, Property
from tests.contact.admin.role_requests import objects_of
from tests.infrastructure.role_walk.passkeys import passkey_of
from tests.policy.drafting import good_draft, submitted
from tests.policy.earlier import prepared

Values = dict[str, Any]
TREE = (
    "/admin/pages/",
    "/admin/choose-page/",
    "/admin/translation/",
    "/admin/api/main/pages/",
    "/admin/editing-",
    "/admin/policy/",
    "/admin/review/",
)
DICTIONARY = (Application, Family, Property)
INQUIRIES = (
    "/admin/asked/",
    "/admin/inquiries/",
    "/admin/requests/",
    "/admin/privacy/transfers/",
    "/admin/privacy/incidents/",
)
MISSING_NUMBER = 999_999
NO_RESET: Values = {"uidb36": "3f", "key": "x-" + "0" * 32}  # a link that was never mailed
MISSING: Values = {
    **dict.fromkeys(("reference", "request_reference"), "2222-2222"),
    **dict.fromkeys(("record", "mail", "search", "asked", "entry", "tray_mail"), UUID(int=0)),
    **dict.fromkeys(("token", "link", "question", "withdrawal"), "x" * 43),
    **dict.fromkeys(("app_label", "app_name", "content_type_app_name"), "nowhere"),
    **dict.fromkeys(("model_name", "content_type_model_name"), "nothing"),
    **dict.fromkeys(("revision_id_a", "revision_id_b"), MISSING_NUMBER),
    "uidb64": "MTIz",
    **NO_RESET,
}
FIXED: Values = {"filter_spec": "width-100", "action_name": "approve", "session_id": 1, "var": "x"}


@dataclass(frozen=True)
class Kind:
    """A kind of object: the addresses below which it stands, and what fills their arguments."""

    label: str
    below: tuple[str, ...]
    values: Values
    query: Values = field(default_factory=dict)


def kinds_for(person: User | None, other: User) -> list[Kind]:
    """Make an object of each kind for one person, and another of each that is somebody else's."""
    inquiries = objects_of(person, other)
    found = [
        Kind("", ("/admin/handbooks/",), {"name": "desk"}),
        Kind("", ("/admin/policy/earlier/",), {"text_id": prepared(date(2010, 4, 1)).pk}),
        *page_kinds("a company page", company_page()),
        *page_kinds("the privacy policy", policy_page()),
        Kind("own", INQUIRIES, inquiries["own"]),
        Kind("other", INQUIRIES, inquiries["foreign"]),
        *records(),
    ]
    for label, owner in (("own", person or other), ("other", other)):
        found += uploads(label, owner)
        found.append(
            Kind(
                label,
                ("/admin/users/", "/admin/pictures/people/"),
                {"pk": owner.pk, "user_id": owner.pk, "name": "x.png"},
            )
        )
        found.append(Kind(label, ("/admin/bulk/cluster_cms/user/",), {}, {"id": owner.pk}))
        found.append(Kind(label, ("/admin/account/passkeys/",), {"pk": passkey_of(owner, label)}))
        found.append(Kind(label, ("/admin/bin/",), {"pk": deleted_by(owner)}))
    return found


def page_kinds(label: str, page: Page) -> list[Kind]:
    return [
        Kind(label, TREE, page_values(page)),
        Kind(label, ("/admin/bulk/wagtailcore/",), {}, {"id": page.pk}),
    ]


def company_page() -> NewsPage:
    return NewsPage.objects.filter(locale__language_code="ja").live().earliest("pk")


def deleted_by(owner: User) -> int:
    """Return the number of the entry of a company page that is in the bin as if somebody had deleted it."""
    page = company_page().copy(update_attrs={"slug": f"deleted-by-{owner.pk}", "title": "x"})
    entry = delete_into_bin([page], actor=None)
    BinEntry.objects.filter(pk=entry.pk).update(deleted_by=owner)
    return int(entry.pk)


def policy_page() -> PolicyPage:
    return PolicyPage.objects.get(alias_of=None)


def page_values(page: Page) -> Values:
    """Return the arguments of all addresses about a page."""
    drafts = {} if page.alias_of else draft_values(page)
    kind = page.specific_class
    names = dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "pk", "object_id"), page.pk)
    return {
        **names,
        **drafts,
        "destination_id": page.get_parent().pk,
        **dict.fromkeys(("content_type_app_name", "app_label"), kind._meta.app_label),
        **dict.fromkeys(("content_type_model_name", "model_name"), kind._meta.model_name),
        "parent_of_new": page.get_parent().pk,
    }


def draft_values(page: Page) -> Values:
    """Return the arguments of the addresses about a page's versions and its workflow; an alias has neither."""
    start_workflow(page)
    page.refresh_from_db()
    state, revision = page.current_workflow_state, page.latest_revision
    task = state.current_task_state
    return {
        "revision_id": revision.pk,
        "revision_id_a": "earliest",
        "revision_id_b": revision.pk,
        "workflow_state_id": state.pk,
        "task_state_id": task.pk,
        "task_id": task.task_id,
    }


def start_workflow(page: Page) -> None:
    if isinstance(page, PolicyPage):
        submitted(good_draft(), User.objects.filter(groups__name=LEGAL).earliest("pk"))
    else:
        page.save_revision()
        marketing_workflow().start(page, User.objects.filter(groups__name=MARKETING).earliest("pk"))


def marketing_workflow() -> Workflow:
    """Return a workflow in which marketing approves company pages."""
    workflow, made = Workflow.objects.get_or_create(name="News")
    if made:
        task = GroupApprovalTask.objects.create(name="Second reader")
        task.groups.set([Group.objects.get(name=MARKETING)])
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def uploads(label: str, owner: User) -> list[Kind]:
    image = CustomImage.objects.create(title=label, file=get_test_image_file(), file_size=1, uploaded_by_user=owner)
    document = CustomDocument(title=label, file_size=1, uploaded_by_user=owner)
    document.file.save("x.txt", ContentFile(b"words"))
    pictures = {"pk": image.pk, "image_id": image.pk}
    pictures["uploaded_file_id"] = waiting_upload(CustomImage, get_test_image_file(), owner)
    documents = {"pk": document.pk, "document_id": document.pk, "doc_id": document.pk}
    documents["uploaded_file_id"] = waiting_upload(CustomDocument, ContentFile(b"x", name="x.txt"), owner)
    return [
        Kind(label, ("/admin/images/", "/admin/api/main/images/"), pictures),
        Kind(label, ("/admin/documents/", "/admin/api/main/documents/"), documents),
        Kind(label, ("/admin/bulk/cluster_cms/customimage/",), {}, {"id": image.pk}),
        Kind(label, ("/admin/bulk/cluster_cms/customdocument/",), {}, {"id": document.pk}),
    ]


def waiting_upload(model: type[Model], file: File[bytes], owner: User) -> int:
    """Return the number of a file that was uploaded and whose form is not filled in yet."""
    kind = ContentType.objects.get_for_model(model)
    return int(UploadedFile.objects.create(file=file, uploaded_by_user=owner, for_content_type=kind).pk)


REGISTERS: dict[str, Any] = {
    "administrators": Administrator,
    "contractors": Contractor,
    "measures": SecurityMeasure,
    "purposes": Purpose,
    "rules": InternalRule,
}


def records() -> list[Kind]:
    """Return what belongs to nobody in particular."""
    redirect = Redirect.objects.get_or_create(old_path="/old", redirect_link="/new/")[0]
    PolicySettings.for_site(Site.objects.get(is_default_site=True))  # is made when it is first read
    site, workflow, task = Site.objects.get(is_default_site=True), marketing_workflow(), Task.objects.earliest("pk")
    collection = Collection.objects.filter(name="Papers").first()
    collection = collection or Collection.get_first_root_node().add_child(name="Papers")
    everywhere = {
        "redirect_id": redirect.pk,
        "collection_id": collection.pk,
        "page_pk": company_page().pk,
        "workflow_pk": workflow.pk,
        "check_name": store_measurement("nightly", figures={}, faults=[]).check_name,
        "kind": "acknowledgement",
        "anything": "no-such-thing",
        "name": "no-such.png",
        "number": 1,
        "var": "x",
        "app_name": "taggit",
        "app_label": "contact",
        "model_name": "tag",
        "task_id": task.pk,
        "uidb64": "MTIz",
        **NO_RESET,
        **dict.fromkeys(("token", "link", "question", "withdrawal"), "x" * 43),
    }
    return [
        Kind("any", (place,), everywhere | values) for place, values in places(workflow, task, collection, site).items()
    ]


def library() -> dict[str, Values]:
    pk = LibraryDocument.objects.earliest("pk").pk
    return {f"/admin/snippets/{place}library/librarydocument/": {"pk": pk} for place in ("", "choose/")}


def products() -> dict[str, Values]:
    product = Product.objects.earliest("pk")
    revision = {"revision_id": product.latest_revision_id, "revision_id_a": "earliest", "revision_id_b": "latest"}
    found = {f"/admin/{model._meta.model_name}/": {"pk": model.objects.earliest("pk").pk} for model in DICTIONARY}
    shown = ("/admin/snippets/products/product/", "/admin/snippets/choose/products/product/")
    return found | {place: {"pk": product.pk, **revision} for place in shown}


def places(workflow: Workflow, task: Task, collection: Collection, site: Site) -> dict[str, Values]:
    """Return what "pk" and the like stand for below an address."""
    group, locale = Group.objects.earliest("pk"), Locale.objects.earliest("pk")
    return {
        "/": {},
        "/admin/workflows/tasks/add/": {"app_label": "wagtailcore", "model_name": "groupapprovaltask"},
        "/admin/workflows/tasks/": {"pk": task.pk},
        "/admin/workflows/": {"pk": workflow.pk},
        "/admin/sites/": {"pk": site.pk},
        "/admin/settings/": {"pk": site.pk},
        "/admin/groups/": {"pk": group.pk},
        "/admin/locales/": {"pk": locale.pk},
        "/admin/collections/": {"pk": collection.pk},
        "/admin/translation/submit/snippet/": {"model_name": "replytemplate", "pk": 1},
        "/admin/terms/": {"pk": GlossaryTerm.objects.get_or_create(name_ja="見本", name_en="sample")[0].pk},
        **products(),
        **library(),
        "/admin/inquiries/templates/": {"pk": ReplyTemplate.objects.earliest("pk").pk},
        **{f"/admin/privacy/{name}/": {"pk": model.objects.earliest("pk").pk} for name, model in REGISTERS.items()},
    }
