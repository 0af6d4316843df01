"""Brings the demo site into each state that a visitor can meet, in one language, and keeps what it answers."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.users.models import UserProfile

from cluster_cms.middleware.request_body import Refusal
from cluster_cms.security.accounts import APPROVER, DESK
from cluster_cms.views import errors
from contact.middleware import text_back
from contact.privacy.consents import ask_consent
from contact.text.links import QUESTION, WITHDRAWAL, consent_token
from library.models import DocumentRevision
from library.uploads import withdraw
from tests.bench.addresses import addresses
from tests.cluster_cms.sign_in.conftest import LOGIN, PASSWORD, enrol_app
from tests.contact.privacy.pending import LOST, link_in, work
from tests.contact.privacy.person import LINK, Writer
from tests.contact.transfers.giving import informing
from tests.contact.visit import WRITTEN, Visit, received
from tests.infrastructure.cast import SAME_ORIGIN, live_page
from tests.infrastructure.public_states.album import Album
from tests.infrastructure.role_walk.passkeys import passkey_of
from tests.policy.drafting import person
from tests.policy.public.announcing import announce

# Below the first page of the language; the status where it is not 200.
READING = {
    "search/?q=": 200,
    "search/?q=zzzz": 200,
    "products/?family=epoxy-compounds": 200,
    "products/compare/": 200,
    "documents/?text=zzzz": 200,
    "documents/iso-13485-certificate/": 200,
    "documents/cx-210-data-sheet/1/": 200,
    "contact-us/?about=none&for=none": 200,
    "news/2026/": 200,
    "privacy-policy/history/": 200,
    "privacy-policy/v/1/": 200,
    "privacy-policy/v/4/": 200,
    "privacy-policy/compare/3..4/": 200,
    "privacy-policy/compare/1..99/": 404,
    "privacy-policy/on/1999-01-01/": 404,
    f"draft/{'x' * 43}/": 404,
    "your-data/asked/": 200,
    f"your-data/link/{'x' * 43}/": 410,
    f"your-data/object/{'x' * 43}/": 410,
    f"your-data/consent/{'x' * 43}/": 410,
}
ACCOUNT = (
    *("email", "password", "prove", "passkeys", "passkeys/prove", "factors", "factors/prove", "factors/app/remove"),
    *("factors/codes", "factors/codes/new", "kept", "logout"),
)
ACCOUNT_OF = {"ja": DESK, "en": APPROVER}


def visit_all(album: Album, *languages: str) -> None:
    """Keep every state in each language. What is asked for is really stored: the database is the caller's own."""
    announce()
    for language in languages:
        visit(album, language)


def visit(album: Album, language: str) -> None:
    album.language = language
    base = "/en/" if language == "en" else "/"
    client = Client(headers={**SAME_ORIGIN, "Accept-Language": language})
    read(album, client, language, base)
    refuse(album, client, base)
    write(album, client, base)
    see_own_data(album, client, language)
    answer_for_consent(album, client, language)
    sign_in(album, client)
    manage_account(album, client, language)


def read(album: Album, client: Client, language: str, base: str) -> None:
    """Open every kind of page, lists with and without results, and what is gone."""
    for address in addresses(language):
        album.keep(client.get(address), address, 404 if "no-such" in address else 200)
    for below, status in READING.items():
        album.keep(client.get(base + below), base + below, status)
    revision = DocumentRevision.objects.filter(document__name="cx-210-data-sheet", withdrawn_on=None).latest("number")
    withdraw(revision=revision, actor=None)
    address = f"{base}documents/cx-210-data-sheet/{revision.number}/"
    album.keep(client.get(address), f"{address} withdrawn")
    album.keep(client.get(f"{address}file/"), f"{address}file/", 410)


def refuse(album: Album, client: Client, base: str) -> None:
    """Meet each error page."""
    request = client.get(base).wsgi_request
    answers = {
        "400": errors.bad_request(request, Exception()),
        "403": errors.forbidden(request, PermissionDenied()),
        "500": errors.server_error(request),
        "503": errors.unavailable(request),
        **{refusal.name: refusal.page(request) for refusal in Refusal},
    }
    for name, answer in answers.items():
        album.keep(answer, name, answer.status_code)
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})
    for below in ("search/", "contact-us/", "your-data/"):
        album.keep(foreign.post(base + below, {"step": "confirm", **WRITTEN}), f"{below} from another site", 403)


def write(album: Album, client: Client, base: str) -> None:
    """Send the contact form empty, in full, and while the database fails; ask for one's data without an address."""
    here = Visit(client, f"{base}contact-us/")
    album.keep(client.post(here.address, {**here.hidden(), "step": "confirm"}), "form sent empty", 422)
    album.keep(client.post(f"{base}your-data/"), "link asked for without an address", 422)
    album.keep(here.check(), "confirmation")
    sent = here.send(here.draft())
    album.keep(client.get(sent.url), "thanks")
    posted = client.post(here.address, {"step": "confirm", **WRITTEN}).wsgi_request
    album.keep(text_back(posted), "text given back", 503)


def see_own_data(album: Album, client: Client, language: str) -> None:
    """Go through the pages of one's own data: correct, move, stop, delete, and object to both."""
    address, new_address = f"taro.{language}@example.com", f"hanako.{language}@example.com"
    inquiry = received(live_page("contact.contactpage", language), mail=address)
    writer, about = Writer(client, address, language), inquiry.reference
    album.keep(client.get(writer.link()), "link")
    album.keep(writer.open(), "own data")
    album.keep(writer.act("reference", reference="2222-2222"), "wrong reference", 422)
    album.keep(writer.act("reference", reference=about), "own inquiry")
    album.keep(writer.act("correct", about=about), "correct")
    album.keep(writer.act("correct-now", about=about, name=""), "corrected to nothing", 422)
    album.keep(writer.act("correct-now", about=about, **{**WRITTEN, "mail": new_address}), "corrected")
    found = LINK.search(Writer(client, new_address, language).mails()[-1].body)
    assert found
    album.keep(client.get(found[1]), "link of a new address")
    lose_references(album, writer)
    album.keep(client.post(found[1]), "address changed")
    writer = Writer(client, new_address, language)
    writer.open()
    writer.act("reference", reference=about)
    album.keep(writer.act("delete-now"), "delete without being sure", 422)
    album.keep(writer.act("delete-now", sure="on", also_open="on"), "deleted")


def lose_references(album: Album, writer: Writer) -> None:
    """Ask without a reference, and object by page and by link."""
    writer.open()
    for act in ("delete", "stop"):
        album.keep(writer.act(act), act)
        album.keep(writer.act(f"{act}-now", **LOST), f"{act} without references")
        link = link_in(work(writer))
        album.keep(writer.client.get(link), f"objection to {act}")
        album.keep(writer.client.post(link), f"objected to {act}")


def answer_for_consent(album: Album, client: Client, language: str) -> None:
    """Answer a question for consent both ways, and withdraw."""
    for answer in ("no", "yes"):
        inquiry = received(live_page("contact.contactpage", language), message=f"CX-210 {answer}")
        consent = ask_consent(inquiry=inquiry, purpose=informing(), actor=person(DESK)).pk
        with override(language):
            question = reverse("contact:consent_question", args=[consent_token(consent, QUESTION)])
            withdrawal = reverse("contact:consent_withdrawal", args=[consent_token(consent, WITHDRAWAL)])
        album.keep(client.get(question), f"question, {answer}")
        album.keep(client.post(question), f"no answer, {answer}", 422)
        album.keep(client.post(question, {"answer": answer}), f"answered {answer}")
    album.keep(client.get(withdrawal), "withdraw")
    album.keep(client.post(withdrawal), "withdrawn")


def sign_in(album: Album, client: Client) -> None:
    """Sign in wrongly, and ask for another password."""
    album.keep(client.get(LOGIN), "sign in")
    album.keep(client.post(LOGIN, {"login": "nobody", "password": "wrong"}), "wrong password")
    reset = reverse("account_reset_password")
    album.keep(client.get(reset), "reset")
    album.keep(client.post(reset, {"email": ""}), "reset without address")
    album.keep(client.get(reverse("account_reset_password_done")), "reset asked for")
    album.keep(client.get(reverse("account_reset_password_from_key", args=["1", "wrong"])), "wrong reset link")
    album.keep(client.get(reverse("account_reset_password_from_key_done")), "password reset")
    album.keep(client.get(reverse("account_inactive")), "inactive account")
    album.keep(errors.too_many(client.get(LOGIN).wsgi_request), "429", 429)


def manage_account(album: Album, client: Client, language: str) -> None:
    """Open the screens of an account's passwords, codes and passkeys."""
    user = person(ACCOUNT_OF[language])
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    user.set_password(PASSWORD)
    user.save()
    album.skip(client.post(LOGIN, {"login": user.username, "password": PASSWORD}))
    for name in ("factors/app/add", "passkeys/add"):
        album.keep(client.get(f"/admin/account/{name}/"), name)
    enrol_app(client)
    album.skip()
    with transaction.atomic():
        passkey = passkey_of(user, "key")
    for name in (*ACCOUNT, f"passkeys/{passkey}/name", f"passkeys/{passkey}/remove"):
        album.keep(client.get(f"/admin/account/{name}/"), name)
    client.logout()
    client.post(LOGIN, {"login": user.username, "password": PASSWORD})
    album.skip()
    album.keep(client.get("/admin/account/factors/sign-in/"), "second factor")
