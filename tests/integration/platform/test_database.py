"""What a failing statement tells those who read the logs."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from quittance.platform.database import Database


async def test_an_error_of_the_database_names_nobody(database: Database) -> None:
    with pytest.raises(DBAPIError) as refused:
        async with database.transaction() as session:
            await session.execute(
                text("SELECT length(CAST(:name AS text)) / 0"), {"name": "Éléonore Roux"}
            )

    assert "division by zero" in str(refused.value)
    assert "Roux" not in str(refused.value)
