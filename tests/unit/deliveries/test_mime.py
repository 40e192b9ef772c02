"""A message is read back as it was written, whatever its values try."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from uuid import UUID

import pytest

from quittance.deliveries.mime import (
    Letter,
    Mailbox,
    is_address,
    messages_in,
    new_message_id,
    written,
)
from quittance.deliveries.reading import read
from tests.factories.messages import HOSTILE_NAMES

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LONG = "Établissements Lefèvre-Côté et Compagnie, succursale de Nouméa et des Îles " * 2


def a_letter(**changes: object) -> Letter:
    facts: dict[str, object] = {
        "message_id": "<1.abcd@courrier.example>",
        "sender": Mailbox("Claire Vasseur (Ateliers Morvan)", "no-reply@courrier.example"),
        "recipient": Mailbox("Léa Petit", "lea@loire-ocean.example"),
        "reply_to": Mailbox("Claire Vasseur", "c.vasseur@ateliers-morvan.example"),
        "subject": "Votre compte C00019",
        "text": "Bonjour,\n\n.un point\nFrom nulle part\n2\u00a0026,81\u00a0€\n",
        "html": "<p>Bonjour, é = 🧾</p>",
        "written_at": AT,
    }
    return Letter(**{**facts, **changes})  # type: ignore[arg-type]


def lines_of(content: bytes) -> list[bytes]:
    return content.split(b"\r\n")


def test_what_is_read_is_what_was_written() -> None:
    message = read(written(a_letter()))

    assert message.sender == '"Claire Vasseur (Ateliers Morvan)" <no-reply@courrier.example>'
    assert message.to == "Léa Petit <lea@loire-ocean.example>"
    assert message.reply_to == "Claire Vasseur <c.vasseur@ateliers-morvan.example>"
    assert message.subject == "Votre compte C00019"
    assert message.date == AT
    assert message.text.replace("\r\n", "\n").strip() == a_letter().text.strip()
    assert message.html.strip() == a_letter().html
    assert message.attachments == ()


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, LONG, 'Guillemets "et" \\ barre', "", "a, b; c"])
def test_no_value_leaves_its_header(name: str) -> None:
    box = Mailbox(name, "lea@loire-ocean.example")
    content = written(a_letter(sender=box, recipient=box, reply_to=box, subject=name))
    message = message_from_bytes(content, policy=policy.default)

    assert set(message.keys()) == {
        "Date",
        "From",
        "To",
        "Message-ID",
        "Subject",
        "Auto-Submitted",
        "MIME-Version",
        "Content-Type",
        "Reply-To",
    }
    for header in ("From", "To", "Reply-To"):
        [address] = message[header].addresses
        assert address.addr_spec == box.address
    assert not message.defects


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, LONG])
def test_the_wire_carries_short_lines_of_plain_characters(name: str) -> None:
    letter = a_letter(
        subject=name, sender=Mailbox(name, "a@b.example"), text=name * 40, html=f"<p>{name * 90}"
    )
    content = written(letter)

    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines_of(content))) <= 78


@pytest.mark.parametrize("name", ["Élan & Fils", "🧾" * 30, "שלום בע״מ", LONG.strip()])
def test_every_letter_of_a_name_and_a_subject_survives(name: str) -> None:
    message = read(written(a_letter(subject=name, recipient=Mailbox(name, "lea@a.example"))))
    assert message.subject == name
    assert name in message.to


def test_a_thread_keeps_its_order() -> None:
    known = [f"<{number}@courrier.example>" for number in range(30)]
    message = message_from_bytes(written(a_letter(references=known)), policy=policy.default)
    assert message["In-Reply-To"] == known[-1]
    assert message["References"].split() == known[-10:]


def test_messages_one_after_the_other_are_told_apart() -> None:
    messages = [
        written(a_letter(subject=f"Relance {number}", text='boundary="=_0"\r\n--=_0--\r\n'))
        for number in range(3)
    ]
    assert list(messages_in(b"".join(messages))) == messages


@pytest.mark.parametrize("other", [b"", b"%PDF-1.7 boundary", b"JournalCode;Date\r\n" * 5_000])
def test_other_bytes_hold_no_message(other: bytes) -> None:
    assert list(messages_in(other)) == []
    assert list(messages_in(other + written(a_letter())[:-9])) == []


def test_a_message_names_its_delivery_and_cannot_be_guessed() -> None:
    delivery = UUID(int=7)
    names = {new_message_id(delivery, "courrier.example") for _ in range(20)}
    assert len(names) == 20
    assert all(name.startswith(f"<{delivery}.") for name in names)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lea",
        "lea@",
        "@a.example",
        "a@b@c.example",
        "lea petit@a.example",
        "lea@a.example\r\nX: y",
        "<lea@a.example>",
        "lea@a.example,tom@a.example",
        "l\x00a@a.example",
        '"l"@a.example',
    ],
)
def test_what_is_no_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize("text", ["lea@a.example", "l.p+x@sous.a.example", "o'neil@a.example"])
def test_what_is_one(text: str) -> None:
    assert is_address(text)
