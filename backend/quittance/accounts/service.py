"""Every change to companies, members and keys."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from quittance.accounts import queries, sessions
from quittance.accounts.errors import ApiKeyNotFound, CompanyStale, PenaltyFigureRequired
from quittance.accounts.events import (
    ApiKeyCreated,
    ApiKeyRevoked,
    CompanyChanged,
    CompanyOpened,
    MemberJoined,
)
from quittance.accounts.models import ApiKey, Company, Membership, Role, User
from quittance.domain.interest_terms import Regime
from quittance.domain.jurisdiction import Jurisdiction
from quittance.platform import doors, events
from quittance.platform.database import see
from quittance.platform.doors import DoorKind
from quittance.platform.events import SYSTEM, Actor
from quittance.platform.ids import new_id

KEY_PREFIX = "qk_"


async def open_company(
    session: AsyncSession,
    organisation_id: UUID,
    *,
    name: str,
    jurisdiction: Jurisdiction,
    currency: str,
    time_zone: str,
    now: datetime,
    **settings: Any,  # noqa: ANN401  the other columns of Company
) -> Company:
    """The company exists, and the transaction sees it."""
    company = Company(
        id=new_id(),
        organisation_id=organisation_id,
        name=name,
        jurisdiction=jurisdiction,
        currency=currency,
        time_zone=time_zone,
        created_at=now,
        **settings,
    )
    await see(session, [company.id])
    session.add(company)
    await session.flush()
    await events.record(session, company.id, CompanyOpened(name=name), now=now)
    return company


async def change_company(
    session: AsyncSession,
    company_id: UUID,
    changes: dict[str, Any],
    *,
    version: int,
    actor: Actor,
    now: datetime,
) -> Company:
    """The settings are changed.

    Raises `CompanyStale` if somebody was faster, and `PenaltyFigureRequired`.
    """
    company = await queries.lock_company(session, company_id)
    if company.version != version:
        raise CompanyStale("Somebody changed these settings meanwhile: reload.")
    for field, value in changes.items():
        setattr(company, field, value)
    if company.penalty_regime is not Regime.STATUTORY and company.penalty_figure is None:
        raise PenaltyFigureRequired("Say the figure that the contract gives.")
    company.version += 1
    changed = CompanyChanged(fields=tuple(sorted(changes)))
    await events.record(session, company_id, changed, actor=actor, now=now)
    return company


async def set_logo(
    session: AsyncSession, company_id: UUID, sha256: str | None, *, actor: Actor, now: datetime
) -> Company:
    """The company bears the logo kept under this digest, or none.

    Its version stays: whoever edits the settings beside has not been overtaken.
    """
    company = await queries.company(session, company_id)
    if company.logo_sha256 != sha256:
        company.logo_sha256 = sha256
        changed = CompanyChanged(fields=("logo_sha256",))
        await events.record(session, company_id, changed, actor=actor, now=now)
    return company


def create_user(
    session: AsyncSession,
    organisation_id: UUID,
    *,
    email: str,
    password: str,
    full_name: str,
    job_title: str = "",
    phone: str = "",
) -> User:
    """The user can log in; they may do nothing until they join a company."""
    return add_user(
        session,
        organisation_id,
        email=email,
        password_hash=sessions.hash_password(password),
        full_name=full_name,
        job_title=job_title,
        phone=phone,
    )


def add_user(
    session: AsyncSession,
    organisation_id: UUID,
    *,
    email: str,
    password_hash: str,
    full_name: str,
    job_title: str = "",
    phone: str = "",
) -> User:
    """As `create_user`, for who had the password hashed aside: that takes a while."""
    user = User(
        id=new_id(),
        organisation_id=organisation_id,
        email=email.strip().lower(),
        password_hash=password_hash,
        full_name=full_name,
        job_title=job_title,
        phone=phone,
    )
    session.add(user)
    return user


def change_profile(user: User, changes: dict[str, str]) -> None:
    """The person is called and reached as they say."""
    for field, value in changes.items():
        setattr(user, field, value)


async def join(
    session: AsyncSession,
    company_id: UUID,
    user: User,
    role: Role,
    *,
    now: datetime,
    sales_rep: str = "",
) -> Membership:
    """The user works in the company, and the door that leads there is cut."""
    membership = Membership(
        company_id=company_id,
        id=new_id(),
        user_id=user.id,
        role=role,
        sales_rep=sales_rep,
        suspended_at=None,
        created_at=now,
    )
    await session.flush()
    session.add(membership)
    doors.cut(
        session,
        company_id,
        DoorKind.MEMBER,
        key=str(user.id),
        target_id=membership.id,
    )
    await events.record(
        session, company_id, MemberJoined(user_id=user.id, role=role.value), now=now
    )
    return membership


async def create_api_key(
    session: AsyncSession,
    company_id: UUID,
    *,
    name: str,
    scopes: Sequence[str],
    actor: Actor = SYSTEM,
    now: datetime,
) -> tuple[ApiKey, str]:
    """The key and its text, which is told this once only."""
    text = KEY_PREFIX + secrets.token_urlsafe(32)
    key = ApiKey(
        company_id=company_id,
        id=new_id(),
        name=name,
        prefix=text[: len(KEY_PREFIX) + 4],
        scopes=sorted(set(scopes)),
        created_by=actor.id,
        created_at=now,
        last_used_at=None,
        revoked_at=None,
    )
    session.add(key)
    doors.cut(session, company_id, DoorKind.API_KEY, key=text, target_id=key.id)
    await events.record(
        session,
        company_id,
        ApiKeyCreated(key_id=key.id, name=name, scopes=tuple(key.scopes)),
        actor=actor,
        now=now,
    )
    return key, text


async def revoke_api_key(
    session: AsyncSession, company_id: UUID, key_id: UUID, *, actor: Actor, now: datetime
) -> None:
    """The key opens nothing any more; raises `ApiKeyNotFound`."""
    key = await queries.api_key(session, company_id, key_id)
    if key is None:
        raise ApiKeyNotFound(f"No key {key_id}.")
    if key.revoked_at is None:
        key.revoked_at = now
        await doors.wall_up(session, company_id, key_id)
        await events.record(
            session, company_id, ApiKeyRevoked(key_id=key_id, name=key.name), actor=actor, now=now
        )
