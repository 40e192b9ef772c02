"""What an endpoint says it may answer instead."""

from quittance.accounts.access import GUARD
from quittance.accounts.errors import CompanyRequired, LastAdmin, NotLoggedIn
from quittance.platform.pages import CursorInvalid
from quittance.platform.problems import problems


def test_refusals_of_one_status_are_told_side_by_side() -> None:
    own = GUARD | problems(CursorInvalid, LastAdmin) | {200: {"description": "A picture."}}

    assert own[422]["description"] == f"`{CompanyRequired.code}`, `{CursorInvalid.code}`"
    assert own[401]["description"] == f"`{NotLoggedIn.code}`"
    assert own[409]["description"] == f"`{LastAdmin.code}`"
    assert own[200] == {"description": "A picture."}
    assert GUARD[422]["description"] == f"`{CompanyRequired.code}`"


def test_what_is_refused_twice_is_told_once() -> None:
    assert GUARD | problems(CompanyRequired) == GUARD
