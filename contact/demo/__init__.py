"""The contact page of the demo in both languages, and a handful of made-up inquiries, marked as samples."""

from dataclasses import dataclass
from datetime import time, timedelta

from django.utils import translation
from wagtail.models import Locale, Page

from cluster_cms import clock
from cluster_cms.demo import Stage, demo_content, demo_rows
from cluster_cms.mail.outbox import delete_mails
from cluster_cms.pages.languages import ENGLISH, JAPANESE
from cluster_cms.privacy.models import Purpose
from contact.demo.many_inquiries import fill
from contact.demo.sample_mails import load_mails
from contact.inquiries.handling import mark_answered
from contact.inquiries.receive import receive_inquiry
from contact.models import Closure, DeskCalendar, ReplyTemplate
from contact.models.question import ContactQuestion
from contact.pages import ContactPage
from contact.public.form import InquiryForm
from contact.public.form_flow import draft_of
from contact.text.question_kinds import Kind, SubjectKind
from policy.publishing import policy_in_force

TEXTS = {
    JAPANESE: {
        "title": "お問い合わせ",
        "intro": "材料、部品、装置のご相談を承ります。2営業日以内に、担当者がメールでお返事します。",
        "thanks": (
            "<ol><li>受付のお知らせを、いま自動のメールでお送りしています</li><li>担当者が内容を確認します</li>"
            "<li>2営業日以内に、メールでお返事します</li></ol>"
            "<p>3営業日たってもお返事が届かないときは、迷惑メールのフォルダーもご確認のうえ、お電話ください。</p>"
        ),
        "listing_summary": "材料、部品、装置のご相談、個人情報についてのお申し出を承ります。",
    },
    ENGLISH: {
        "title": "Contact us",
        "intro": "Ask us about compounds, parts and machines. You hear from us by email within two working days.",
        "thanks": (
            "<ol><li>An email that confirms the receipt is on its way to you</li><li>The person in charge reads your "
            "inquiry</li><li>You hear from us by email within two working days</li></ol>"
            "<p>If nothing has come after three working days, please look into your spam folder, then call us.</p>"
        ),
        "listing_summary": "Questions about compounds, parts and machines, and requests about your personal data.",
    },
}

# Of a company that is not the first: no word of what the first one makes.
PLAIN_TEXTS = {
    JAPANESE: {
        "intro": "ご相談を承ります。2営業日以内に、担当者がメールでお返事します。",
        "listing_summary": "ご相談、個人情報についてのお申し出を承ります。",
    },
    ENGLISH: {
        "intro": "Ask us. You hear from us by email within two working days.",
        "listing_summary": "Questions, and requests about your personal data.",
    },
}

# key: kind, then label, hint, and choices or units per language.
QUESTIONS: dict[str, tuple[Kind, dict[str, tuple[str, str, str]]]] = {
    "field": (
        Kind.CHOICES,
        {
            JAPANESE: ("関心のある分野", "いくつでも選べます", "エポキシ樹脂\n微細成形\nインクジェット"),
            ENGLISH: ("Fields of interest", "Choose as many as you like", "Epoxy compounds\nMicro moulding\nInkjet"),
        },
    ),
    "quantity": (
        Kind.NUMBER,
        {
            JAPANESE: ("ご希望の数量", "", "個\nkg"),
            ENGLISH: ("Quantity", "", "pieces\nkg"),
        },
    ),
    "grams": (
        Kind.NUMBER,
        {
            JAPANESE: ("試料の量", "はじめの評価には100 gで足ります", "g"),
            ENGLISH: ("Amount of the sample", "100 g are enough for a first trial", "g"),
        },
    ),
    "needed": (
        Kind.DATE,
        {
            JAPANESE: ("ご希望の時期", "試料や見積もりが必要な日", ""),
            ENGLISH: ("Needed by", "The day you need the sample or quotation", ""),
        },
    ),
}
ONLY_FOR = {"grams": [str(SubjectKind.SAMPLE)]}  # asked of who writes about these subjects alone
OF_THE_FIRST = ("field", "grams")  # questions that fit what the first company makes


# As the pages promise and the settings of the desk say.
CALENDAR = {"answer_days": 2, "closes_at": time(17), "closed": [Closure("12-29", "01-03", "年末年始")]}
TEMPLATES = (
    {
        "title_ja": "受付のご連絡",
        "title_en": "We are looking into it",
        "body_ja": "お問い合わせをありがとうございます。担当者が確認のうえ、2営業日以内にあらためてご連絡します。",
        "body_en": "Thank you for your inquiry. We are looking into it and write to you again within two working days.",
    },
    {
        "title_ja": "個人情報の確認・訂正・削除",
        "title_en": "To see, correct or delete personal data",
        "body_ja": (
            "{name} 様からお預かりした情報（受付番号 {reference}）は、{desk}で確認・訂正・削除を承ります。"
            "このメールへの返信でお申し出ください。"
        ),
        "body_en": (
            "{desk} shows, corrects or deletes what we hold of {name} (reference {reference}). "
            "Please answer this email and tell us what you wish."
        ),
    },
)


@dataclass(frozen=True)
class Sample:
    language: str
    hours_ago: int
    fields: dict[str, str | list[str]]
    answered: bool = False


def person(subject: str, company: str, name: str, mail: str, message: str) -> dict[str, str | list[str]]:
    return {"subject": subject, "company": company, "name": name, "mail": mail, "message": message, "agreement": "on"}


SAMPLES = (
    Sample(
        JAPANESE,
        3,
        person(
            "products",
            "見本電機株式会社",
            "見本 花子",
            "hanako@example.com",
            "【見本】CX-210の試料を希望します。用途はレンズ鏡筒の固定、硬化は120度を予定しています。",
        )
        | {"q_field": ["エポキシ樹脂"], "q_quantity": "2", "unit_quantity": "kg"},
    ),
    Sample(
        JAPANESE,
        28,
        person(
            "quotation",
            "例示精機株式会社",
            "例示 太郎",
            "taro@example.com",
            "【見本】図面にもとづく微細成形品の見積もりをお願いします。肉厚は0.2 mmです。",
        )
        | {"q_field": ["微細成形"], "q_quantity": "5000", "unit_quantity": "個", "q_needed": "2027-03-31"},
    ),
    Sample(
        ENGLISH,
        51,
        person(
            "products",
            "Sample Optics Ltd.",
            "Ann Sample",
            "ann@example.com",
            "[Sample] Which of your compounds keeps its shape through 1,000 cycles between -40 and 125 °C?",
        )
        | {"q_field": ["Epoxy compounds", "Micro moulding"]},
    ),
    Sample(
        JAPANESE,
        75,
        person(
            "personal_data",
            "",
            "見本 次郎",
            "jiro@example.com",
            "【見本】昨年お送りした問い合わせの内容を確認したいので、手続きを教えてください。",
        ),
        answered=True,
    ),
)


demo_rows("inquiries")(fill)
demo_content(order=45)(load_mails)


@demo_content(order=40)
def load(stage: Stage) -> None:
    """Publish the page in both languages and receive the samples; do nothing where the page exists."""
    if ContactPage.objects.exists():
        return
    DeskCalendar.objects.create(**CALENDAR)
    japanese = japanese_page(stage)
    publish(japanese, stage)
    publish(english_page(ContactPage.objects.get(pk=japanese.pk), stage), stage)
    pages = {page.locale.language_code: page for page in ContactPage.objects.all()}
    for sample in SAMPLES if stage.is_first else ():
        receive(sample, pages[sample.language], stage)
    ReplyTemplate.objects.bulk_create(ReplyTemplate(**words) for words in TEMPLATES)


def texts(language: str, stage: Stage) -> dict[str, str]:
    return TEXTS[language] if stage.is_first else TEXTS[language] | PLAIN_TEXTS[language]


def publish(page: ContactPage, stage: Stage) -> None:
    page.save_revision(user=stage.person("marketing")).publish()


def japanese_page(stage: Stage) -> ContactPage:
    page = ContactPage(slug="contact-us", live=False, **texts(JAPANESE, stage))
    page.purposes = [Purpose.objects.in_use().first()]
    page.questions = [
        ContactQuestion(key=key, kind=kind, subjects=ONLY_FOR.get(key, []), sort_order=place)
        for place, (key, (kind, _texts)) in enumerate(QUESTIONS.items())
        if stage.is_first or key not in OF_THE_FIRST
    ]
    word_questions(page, JAPANESE)
    stage.home(JAPANESE).add_child(instance=page)
    return page


def english_page(page: ContactPage, stage: Stage) -> ContactPage:
    """Translate as marketing does: copy, then write the other language; the keys of the questions stay."""
    copy = page.copy_for_translation(Locale.objects.get(language_code=ENGLISH))
    for name, text in texts(ENGLISH, stage).items():
        setattr(copy, name, text)
    copy.slug = "contact-us"
    word_questions(copy, ENGLISH)
    return copy


def word_questions(page: ContactPage, language: str) -> None:
    questions = list(page.questions.all())
    for question in questions:
        question.label, question.help_text, lines = QUESTIONS[question.key][1][language]
        setattr(question, "units" if question.kind == Kind.NUMBER else "choices", lines)
    page.questions = questions


def receive(sample: Sample, page: Page, stage: Stage) -> None:
    """Take a sample the way a visitor's inquiry goes; without a policy in force none is taken."""
    policy = policy_in_force()
    if policy is None:
        return
    with translation.override(sample.language):
        form = InquiryForm(sample.fields, questions=page.questions_about(str(sample.fields["subject"])))
        if not form.is_valid():
            raise ValueError(f"Sample inquiry: {form.errors.as_json()}")
        draft = draft_of(page, form, policy)
    received_at = clock.now() - timedelta(hours=sample.hours_ago)
    inquiry = receive_inquiry(draft=draft, page=page, policy_revision_id=policy.pk, at=received_at)
    delete_mails(subject=inquiry.reference)  # nobody waits for the mails of a sample
    if sample.answered:
        mark_answered(inquiry=inquiry, actor=stage.person("desk"))
