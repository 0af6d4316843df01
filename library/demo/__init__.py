"""The demo's documents: sample PDFs that are drawn here, a drawing, a certificate that has expired."""

from datetime import timedelta

from wagtail.models import Locale

from cluster_cms.demo import Stage, demo_content
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.security.accounts import User
from library.demo.sample_documents import SAMPLES, Sample, SampleRevision
from library.demo.sample_pdf import sample_pdf
from library.models import ExpiryReminder, LibraryDocument
from library.pages import LibraryPage
from library.reminders import DAYS
from library.uploads import Particulars, add_revision, read_upload

TITLES = {JAPANESE: "資料", ENGLISH: "Documents"}
LEADS = {
    JAPANESE: "技術資料、安全データシート、証明書、図面。いつの、第何版かを、すべての資料に示しています（見本）。",
    ENGLISH: "Data sheets, safety data sheets, certificates and drawings, each with its revision and date (sample).",
}


@demo_content(order=17)
def load_documents(stage: Stage) -> None:
    """Create the documents, unless there are any: after the products, and before the pages that name them."""
    for sample in () if LibraryDocument.objects.exists() or not stage.is_first else SAMPLES:
        load_sample(sample, stage, stage.person("marketing"))


@demo_content(order=27)
def load_library(stage: Stage) -> None:
    """Create the page of the library in both languages, unless it exists."""
    if not stage.is_first or LibraryPage.objects.exists():
        return
    author = stage.person("marketing")
    japanese = publish(create_page(stage), JAPANESE, author)
    publish(japanese.copy_for_translation(Locale.objects.get(language_code=ENGLISH)), ENGLISH, author)


def load_sample(sample: Sample, stage: Stage, author: User) -> None:
    """Create a document with its revisions; nobody is reminded of a sample that has expired."""
    document = LibraryDocument.objects.create(
        name=sample.name,
        kind=sample.kind,
        title_ja=sample.titles[0],
        title_en=sample.titles[1],
        summary_ja=sample.summaries[0],
        summary_en=sample.summaries[1],
        owner=author,
    )
    document.products.set(document.products.model._default_manager.filter(key__in=sample.products))
    for number, one in enumerate(sample.revisions, 1):
        load_revision(document, sample, one, number, stage)


def load_revision(document: LibraryDocument, sample: Sample, one: SampleRevision, number: int, stage: Stage) -> None:
    content = one.content or sample_pdf(one.lines(sample, number))
    expires = stage.today + timedelta(days=one.expires_in) if one.expires_in is not None else None
    about = Particulars(
        language=one.language,
        dated=stage.today - timedelta(days=one.days_ago),
        expires_on=expires,
        note_ja=one.notes[0],
        note_en=one.notes[1],
    )
    upload = read_upload(one.file_name, content)
    revision = add_revision(document=document, upload=upload, about=about, actor=document.owner)
    for days in DAYS if expires else ():
        ExpiryReminder.objects.create(revision=revision, days=days)


def create_page(stage: Stage) -> LibraryPage:
    home = stage.home(JAPANESE).specific
    page = LibraryPage(title=TITLES[JAPANESE], slug="documents", locale=home.locale, live=False)
    home.add_child(instance=page)
    return page


def publish(page: LibraryPage, language: str, author: User) -> LibraryPage:
    page.title = page.draft_title = TITLES[language]
    page.lead = page.listing_summary = LEADS[language]
    page.save_revision(user=author, log_action=True).publish(user=author)
    return page
