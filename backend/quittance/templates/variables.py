"""Every variable a template may print, with its French label, type, example and foreign names.

Names in `#hashtag`, `%tag%` and `{Placeholder}` dialects are accepted on import (SAGE-66, QUA-14);
those without a name of their own in a dialect answer to their Jinja name (`#customer_name`).
"""

from quittance.templates.variable import Variable
from quittance.templates.variables_course import COURSE
from quittance.templates.variables_people import PEOPLE
from quittance.templates.variables_sums import SUMS

VARIABLES: tuple[Variable, ...] = (*PEOPLE, *SUMS, *COURSE)
BY_NAME: dict[str, Variable] = {variable.name: variable for variable in VARIABLES}

LOOPS: dict[str, frozenset[str]] = {
    "lines": frozenset(
        {"number", "date", "due_date", "days_late", "amount", "balance", "level", "kind"}
    ),
    "totals": frozenset({"amount", "currency"}),
}
# A namespace may be tested as a whole: `{% if invoice %}` is true with exactly one receivable.
TESTABLE = frozenset({"invoice", "payment", "notice", "account", "change", "promise", "dispute"})
