"""The activities as a French spreadsheet opens them: any number of rows, read as they are sent."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from quittance.customers import queries as customers
from quittance.customers.models import Customer
from quittance.deliveries import activities
from quittance.deliveries.activities import Filter
from quittance.deliveries.models import Delivery
from quittance.domain.money import Money
from quittance.platform.database import Database
from quittance.platform.spreadsheet import safe_cell

HEADER = (
    "État",
    "Code client",
    "Client",
    "Destinataire",
    "Adresse",
    "Message",
    "Niveau",
    "Canal",
    "Objet",
    "Montant",
    "Devise",
    "Par",
    "Créé le",
    "Envoyé le",
    "Ouvert le",
    "Motif",
)
STATES = {
    "queued": "En attente",
    "claimed": "En cours",
    "sent": "Envoyé",
    "delivered": "Remis",
    "opened": "Ouvert",
    "bounced": "Adresse refusée",
    "unconfirmed": "À vérifier",
    "refused": "Échec",
    "dropped": "Écarté",
    "cancelled": "Annulé",
    "printed": "Imprimée",
}
STEPS = {
    "pre_notice": "Prévenance",
    "reminder": "Relance",
    "formal_notice": "Mise en demeure",
    "thank_you": "Remerciement",
}
CHANNELS = {
    "email": "E-mail",
    "sms": "SMS",
    "letter": "Lettre",
    "registered_letter": "Recommandé",
    "electronic_registered_letter": "Recommandé électronique",
    "phone": "Appel",
}
ROWS_PER_PAGE = 1_000


async def lines(database: Database, company_id: UUID, wanted: Filter) -> AsyncIterator[str]:
    """The file piece by piece, read beside the request: header, then the newest first."""
    yield "\ufeff" + _written([HEADER])
    zone = ZoneInfo(wanted.time_zone)
    cursor: str | None = None
    while True:
        async with database.transaction(company_id) as session:
            rows, cursor = await activities.page(
                session, company_id, wanted, cursor=cursor, limit=ROWS_PER_PAGE
            )
            named = await customers.by_ids(session, company_id, {row.customer_id for row in rows})
        yield _written([_cells(row, named[row.customer_id], zone) for row in rows])
        if cursor is None:
            return


def _cells(one: Delivery, customer: Customer, zone: ZoneInfo) -> tuple[str, ...]:
    words = (
        STATES.get(one.status.value, one.status.value),
        customer.code,
        customer.name,
        one.recipient_name,
        one.recipient_address,
        STEPS.get(one.step_kind, "Message"),
        str(one.level or ""),
        CHANNELS.get(one.channel, "Autre moyen"),
        one.subject,
        _amount(one.amount_minor, one.currency),
        one.currency,
        one.sender_name,
        _instant(one.created_at, zone),
        _instant(one.sent_at, zone),
        _instant(one.opened_at, zone),
        one.detail,
    )
    return tuple(safe_cell(word) for word in words)


def _amount(minor: int, currency: str) -> str:
    """The sum with a comma and no separator of thousands: a number for a French spreadsheet."""
    return str(Money(minor, currency).to_decimal()).replace(".", ",")


def _instant(instant: datetime | None, zone: ZoneInfo) -> str:
    return instant.astimezone(zone).strftime("%d/%m/%Y %H:%M") if instant else ""


def _written(rows: Sequence[tuple[str, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue()
