"""A creditor with its people, ready to work: profile, stock scenarios, an admin who can log in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import service as accounts
from quittance.accounts.models import Company, Organisation, Role, User
from quittance.customers.models import Profile
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform.database import Database
from quittance.platform.ids import new_id
from quittance.scenarios import definitions

PASSWORD = "un mot de passe de test"
PLACES = {
    "FR": (Jurisdiction.FR, "EUR", "Europe/Paris"),
    "NC": (Jurisdiction.NC, "XPF", "Pacific/Noumea"),
    "PF": (Jurisdiction.PF, "XPF", "Pacific/Tahiti"),
}


@dataclass(frozen=True, slots=True)
class Creditor:
    """A company, the person who runs it, and its default profile."""

    company: Company
    admin: User
    profile_id: UUID

    @property
    def id(self) -> UUID:
        return self.company.id


async def a_creditor(
    database: Database,
    *,
    now: datetime,
    place: str = "FR",
    name: str = "Ateliers du Vent",
    admin: User | None = None,
) -> Creditor:
    """A company with a profile and the stock scenarios; another one of `admin`, or their first."""
    jurisdiction, currency, zone = PLACES[place]
    async with database.transaction() as session:
        if admin is None:
            organisation = Organisation(id=new_id(), name=name, created_at=now)
            session.add(organisation)
            await session.flush()
            admin = _an_admin(session, organisation.id)
        company = await accounts.open_company(
            session,
            admin.organisation_id,
            name=name,
            jurisdiction=jurisdiction,
            currency=currency,
            time_zone=zone,
            registration="RCS Nantes 000 000 000",
            legal_form="SARL au capital de 10 000 €",
            address_lines=["1 quai des Essais"],
            postcode="44000",
            city="Nantes",
            email="compta@ateliers-du-vent.example",
            now=now,
        )
        await accounts.join(session, company.id, admin, Role.ADMIN, now=now)
        profile = Profile(company_id=company.id, id=new_id(), name="Standard", is_default=True)
        session.add(profile)
        await session.flush()
        definitions.write_stock(session, company.id, profile.id, now)
    return Creditor(company, admin, profile.id)


def _an_admin(session: AsyncSession, organisation_id: UUID) -> User:
    return accounts.create_user(
        session,
        organisation_id,
        email=f"{new_id().hex}@ateliers-du-vent.example",
        password=PASSWORD,
        full_name="Claire Vasseur",
        job_title="Chargée de recouvrement",
        phone="+33 2 40 00 00 00",
    )
