"""A new inquiry is made of a mail: its form is filled in, and the mail is kept with it as it came."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from contact.models import Inquiry, Message, Source, TrayMail


def test_a_new_inquiry_is_filled_in_from_the_mail_and_keeps_it(
    desk_client: Client, in_tray: TrayMail, inquiry: Inquiry
) -> None:
    address = reverse("tray:new", args=[in_tray.pk])
    form = desk_client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {"subject": "other", "key": str(uuid4()), "received": "2026-11-30 10:00"}
    for _click in range(2):
        response = desk_client.post(address, data)
        assert response.status_code == 302, response.context["form"].errors
    new = Inquiry.objects.get(source=Source.MAIL)
    assert response.headers["Location"] == f"/admin/inquiries/{new.reference}/"
    assert (new.source, Message.objects.get().inquiry_id) == (Source.MAIL, new.pk)
    assert [one["value"] for one in new.answers if one["key"] in ("name", "mail", "message")] == [
        "Somebody Else",
        "stranger@example.org",
        "その件で教えてください。",
    ]
