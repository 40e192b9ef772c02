"""What debtors have answered on their own space: payments to look for, words to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from quittance.cli.seed_rows import morning
from quittance.cli.seed_situations import Stage
from quittance.customers.models import Contact
from quittance.payments import queries as payment_queries
from quittance.payments import service as payments
from quittance.payments.models import NoticeStatus
from quittance.portal import links, service, transmission
from quittance.portal.models import AnswerKind
from quittance.portal.replies import PaidReply, PayBy, Reply, StatusReply
from quittance.portal.transmission import Origin

HERE = Origin(ip="203.0.113.24", user_agent="Mozilla/5.0 (démonstration)")
PUBLIC_URL = "http://localhost"
WORDS = (
    "Votre facture est en cours de validation chez notre chef de chantier. Réponse vendredi.",
    "Notre comptable est absente jusqu’à lundi : nous revenons vers vous à son retour.",
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One answer: how many days ago, and what it says."""

    days_ago: int
    reply: Reply
    is_believed: bool = False


async def play(stage: Stage) -> None:
    """Three payments said to be made, one of which is believed, and two messages to read."""
    today = stage.story.today
    for days, reference, is_believed in ((1, "VIR-88412", False), (2, "", False), (4, "CHQ", True)):
        paid_on = today - timedelta(days=days + 2)
        reply = PaidReply(
            kind=AnswerKind.PAID,
            paid_on=paid_on,
            method=PayBy.TRANSFER,
            reference=reference,
            remarks="",
        )
        await _say(stage, _Said(days, reply, is_believed))
    for days, words in enumerate(WORDS, start=1):
        await _say(stage, _Said(days, StatusReply(kind=AnswerKind.STATUS, text=words)))


async def _say(stage: Stage, said: _Said) -> None:
    """The next debtor opens the link of its last message, answers, and presses the button."""
    debtor, owed = stage.cast.call(level=1, is_writable=True)
    now = morning(stage.story, stage.story.today - timedelta(days=said.days_ago), minute=95)
    contact = await stage.session.scalar(
        select(Contact).where(
            Contact.company_id == stage.company_id,
            Contact.customer_id == debtor.id,
            Contact.is_main,
        )
    )
    assert contact is not None  # noqa: S101  whoever is writable has one
    asked = links.Wanted(
        customer_id=debtor.id, contact_id=contact.id, delivery_id=None, sent_to=contact.email
    )
    [link] = await links.create_links(
        stage.session, stage.company_id, [asked], public_url=PUBLIC_URL, now=now
    )
    await service.save_draft(
        stage.session,
        stage.company_id,
        link.id,
        reply=said.reply,
        receivable_ids=[line.id for line in owed[:2]],
        now=now,
    )
    await transmission.finish(
        stage.session, stage.company_id, link.id, origin=HERE, now=now + timedelta(minutes=3)
    )
    if said.is_believed:
        waiting = payment_queries.NoticeFilter(NoticeStatus.TO_REVIEW, customer_id=debtor.id)
        [notice] = await payment_queries.page(
            stage.session, stage.company_id, waiting, after=None, limit=1
        )
        await payments.accept(
            stage.session, stage.company_id, notice.id, actor=stage.actor, now=now
        )
