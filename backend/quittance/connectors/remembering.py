"""Which column holds which field, remembered for files with the same headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from quittance.connectors.errors import MappingNotFound
from quittance.connectors.models import ColumnMapping, FileKind
from quittance.connectors.preview import headers_digest
from quittance.platform.ids import new_id


async def remember(
    session: AsyncSession,
    company_id: UUID,
    *,
    name: str,
    headers: Iterable[str],
    kind: FileKind,
    columns: Mapping[str, str],
    saved_by_name: str,
    now: datetime,
) -> None:
    """Files with these headers are read this way from now on."""
    values = {
        "name": name,
        "kind": kind,
        "columns": dict(columns),
        "saved_by_name": saved_by_name,
        "saved_at": now,
    }
    statement = insert(ColumnMapping).values(
        company_id=company_id, id=new_id(), headers_digest=headers_digest(headers), **values
    )
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["company_id", "headers_digest"], set_=values
        )
    )


async def forget(session: AsyncSession, company_id: UUID, mapping_id: UUID) -> None:
    """Files with its headers are guessed again; raises `MappingNotFound`."""
    gone = await session.scalar(
        delete(ColumnMapping)
        .where(ColumnMapping.company_id == company_id, ColumnMapping.id == mapping_id)
        .returning(ColumnMapping.id)
    )
    if gone is None:
        raise MappingNotFound(f"No column mapping {mapping_id}.")
