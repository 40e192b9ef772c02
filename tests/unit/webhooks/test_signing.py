"""Signatures that any library of the standard accepts."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from quittance.webhooks.signing import PREFIX, new_secret, signature, signed_headers

instants = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("secret", "message_id", "at", "body", "expected"),
    [
        (  # of the standard's own Python tests
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            b'{"test": 2432232314}',
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
        (  # computed apart, with openssl
            "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "msg_1",
            1795305600,
            b'{"type":"invoice.paid","timestamp":"2026-11-22T00:00:00Z","data":{"id":"inv_1"}}',
            "v1,XZdC7eIllrvJrAdx3Hl2gZiP4/SnK1uKEnCz8+t0dVk=",
        ),
    ],
)
def test_the_published_vectors_are_met(
    secret: str, message_id: str, at: int, body: bytes, expected: str
) -> None:
    assert signature(secret, message_id, datetime.fromtimestamp(at, UTC), body) == expected


@given(st.binary(min_size=24, max_size=64), st.uuids(), instants, st.text())
def test_an_independent_signer_agrees(key: bytes, message_id, at: datetime, body: str) -> None:
    secret = PREFIX + base64.b64encode(key).decode()
    theirs = Webhook(secret).sign(str(message_id), at, body.encode("utf-8", "replace").decode())
    assert signature(secret, str(message_id), at, body.encode("utf-8", "replace")) == theirs


@given(st.text(min_size=1), st.text(min_size=1))
def test_another_body_has_another_signature(one: str, other: str) -> None:
    secret, at = new_secret(), datetime(2026, 11, 23, tzinfo=UTC)
    bodies = [text.encode("utf-8", "replace") for text in (one, other)]
    same = signature(secret, "m", at, bodies[0]) == signature(secret, "m", at, bodies[1])
    assert same == (bodies[0] == bodies[1])


def test_a_new_secret_is_text_of_256_random_bits() -> None:
    secrets = {new_secret() for _ in range(50)}
    assert len(secrets) == 50
    for secret in secrets:
        assert secret.startswith("whsec_")
        assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32


@pytest.mark.parametrize("held", [0, 1])
def test_during_a_rotation_receivers_with_either_secret_accept(held: int) -> None:
    from quittance.platform.clock import Clock

    active = [new_secret(), new_secret()]
    body = '{"type":"promise.made","data":{"name":"Café <SARL> 🧾"}}'
    # The library compares with the machine's own clock.
    headers = signed_headers(active, "0199", Clock().now(), body.encode())

    assert Webhook(active[held]).verify(body, headers)["type"] == "promise.made"
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(active[held]).verify(body + " ", headers)


def test_the_headers_are_those_of_the_standard() -> None:
    at = datetime(2026, 11, 23, 8, 0, 0, 999_999, tzinfo=UTC)
    headers = signed_headers([new_secret()], "id-without-dots", at, b"{}")
    assert headers.keys() == {"webhook-id", "webhook-timestamp", "webhook-signature"}
    assert headers["webhook-timestamp"] == "1795420800"
