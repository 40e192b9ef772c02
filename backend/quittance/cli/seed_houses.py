"""The two invented creditors, and the people who work there."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import service as accounts
from quittance.accounts.models import Company, Role, User
from quittance.cli.seed_debtors import Story
from quittance.cli.seed_names import SALES_REPS
from quittance.cli.seed_rows import morning
from quittance.domain.jurisdiction import Jurisdiction


def staff(session: AsyncSession, organisation_id: UUID, password: str) -> dict[Role, User]:
    """Four people, one password: the demonstration's."""
    people = (
        (Role.ADMIN, "Hélène Maubrey", "helene.maubrey", "Directrice financière"),
        (Role.COLLECTOR, "Karim Lasalle", "karim.lasalle", "Chargé de recouvrement"),
        (Role.SALES, SALES_REPS[0], "maelle.cornec", "Commerciale"),
        (Role.AUDITOR, "Odile Franquet", "odile.franquet", "Commissaire aux comptes"),
    )
    return {
        role: accounts.create_user(
            session,
            organisation_id,
            email=f"{address}@maubrey.example",
            password=password,
            full_name=name,
            job_title=title,
            phone="+33 1 99 00 48 10",
        )
        for role, name, address, title in people
    }


async def open_factory(
    session: AsyncSession, organisation_id: UUID, story: Story, now: datetime
) -> Company:
    """The manufacturer near Rennes."""
    return await accounts.open_company(
        session,
        organisation_id,
        name="Maubrey Fermetures",
        jurisdiction=Jurisdiction.FR,
        currency=story.currency,
        time_zone=story.zone,
        legal_form="SAS au capital de 480 000 €",
        address_lines=["14 route de Kerlann"],
        postcode="35170",
        city="Bruz",
        country="FR",
        registration="RCS Rennes 000 482 915",
        vat_number="FR00000482915",
        bank_details="IBAN FR76 3000 6000 0112 3456 7890 189\nBIC AGRIFRPP",
        email="comptabilite@maubrey.example",
        phone="+33 1 99 00 48 00",
        now=now,
        **_since_a_year(story, now),
    )


async def open_pacific(
    session: AsyncSession, organisation_id: UUID, story: Story, now: datetime
) -> Company:
    """Its house in Nouméa, which counts in francs without decimals."""
    return await accounts.open_company(
        session,
        organisation_id,
        name="Maubrey Pacifique",
        jurisdiction=Jurisdiction.NC,
        currency=story.currency,
        time_zone=story.zone,
        legal_form="SARL au capital de 3 000 000 F CFP",
        address_lines=["7 rue des Palétuviers", "Ducos"],
        postcode="98800",
        city="Nouméa",
        country="NC",
        registration="Ridet 0 000 482.001",
        bank_details="RIB 00000 00000 00000000000 00",
        email="noumea@maubrey.example",
        phone="+687 00 48 00",
        now=now,
        **_since_a_year(story, now),
    )


def _since_a_year(story: Story, now: datetime) -> dict[str, datetime]:
    """The company's ledger came this morning, and its plans have long been confirmed by people."""
    return {
        "ledger_fresh_at": now,
        "plan_confirmed_at": morning(story, story.loaded_on + timedelta(days=7)),
    }
