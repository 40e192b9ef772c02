"""Rows pushed by programs over HTTP."""

from __future__ import annotations

from fastapi import APIRouter

from quittance.accounts.access import GUARD, CanLoad, Db
from quittance.connectors import batch
from quittance.connectors.schemas import (
    CustomerResultOut,
    CustomersBatch,
    CustomersBatchOut,
    ReceivableResultOut,
    ReceivablesBatch,
    ReceivablesBatchOut,
    RowProblemOut,
)
from quittance.platform.clock import Now

router = APIRouter(prefix="/v1", tags=["connectors"])


@router.post("/customers/batch", operation_id="connectors_push_customers", responses=GUARD)
async def push_customers(
    body: CustomersBatch, caller: CanLoad, db: Db, now: Now
) -> CustomersBatchOut:
    """Create or update up to a thousand customers by code; each row has its own outcome."""
    results = await batch.load_customers(
        db, caller.company_id, body.customers, actor=caller.actor, now=now
    )
    return CustomersBatchOut(
        results=[
            CustomerResultOut(
                index=one.index,
                code=one.key,
                outcome=one.outcome,
                id=one.id,
                problems=[RowProblemOut.model_validate(problem) for problem in one.problems],
            )
            for one in results
        ]
    )


@router.post("/receivables/batch", operation_id="connectors_push_receivables", responses=GUARD)
async def push_receivables(
    body: ReceivablesBatch, caller: CanLoad, db: Db, now: Now
) -> ReceivablesBatchOut:
    """Create or update up to 5,000 lines by external id; each row has its own outcome."""
    results = await batch.load_receivables(
        db, caller.company_id, body.receivables, actor=caller.actor, now=now
    )
    return ReceivablesBatchOut(
        results=[
            ReceivableResultOut(
                index=one.index,
                external_id=one.key,
                outcome=one.outcome,
                id=one.id,
                problems=[RowProblemOut.model_validate(problem) for problem in one.problems],
            )
            for one in results
        ]
    )
