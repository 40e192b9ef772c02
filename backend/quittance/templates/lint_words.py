"""Words a template may not use, for each kind of message and each reader (LEG-10, SAGE-75)."""

import re
from dataclasses import dataclass

from quittance.domain.debtor import DebtorType
from quittance.templates.kinds import REMINDERS, TemplateKind

EVERY_KIND = frozenset(TemplateKind)


@dataclass(frozen=True, slots=True)
class WordRule:
    """Words refused in some kinds of message, or to one audience; `{}` stands for the words."""

    code: str
    pattern: re.Pattern[str]
    message_fr: str
    kinds: frozenset[TemplateKind] = EVERY_KIND
    audience: DebtorType | None = None

    def applies(self, kind: TemplateKind, audience: DebtorType | None) -> bool:
        """Whether the rule speaks to this kind of message and to this audience."""
        return kind in self.kinds and self.audience in {None, audience}


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE)


PENALTIES = _words(
    r"pénalités? de retard|indemnité forfaitaire|late-payment interest|"
    r"40(?:[\s\u00a0\u202f]|,00)*(?:€|EUR|euros)"
)

WORD_RULES: tuple[WordRule, ...] = (
    WordRule(
        "threat",
        _words(
            r"saisies?|saisir\w* (?:vos|votre)|huissiers?|commissaires? de justice|prison|"
            r"fich(?:ages?|ées?|és?)|liste noire|banque de france|expulsions?|plainte|escroc\w*|"
            r"seizures?|bailiffs?|jail|blacklist\w*"
        ),
        "« {} » annonce une contrainte que la loi réserve à un titre exécutoire.",
    ),
    WordRule(
        "court_look",
        _words(
            r"commandement de payer|injonction de payer|assignation|jugement|"
            r"république française|au nom du peuple|minute du greffe|signification"
        ),
        "« {} » fait passer le message pour un acte de justice.",
    ),
    WordRule(
        "wording_not_due",
        _words(
            r"non[ -]échue?s?|pas encore échue?s?|à échoir|not yet due|prochaine échéance|"
            r"arriv\w+ (?:bientôt )?à échéance"
        ),
        "« {} » dans une relance : elle ne porte que sur ce qui est échu.",
        kinds=REMINDERS | {TemplateKind.FORMAL_NOTICE},
    ),
    WordRule(
        "wording_overdue",
        _words(r"retards?|impayée?s?|échue?s?|overdue|unpaid|past due"),
        "« {} » dans un préavis : rien n’est encore échu.",
        kinds=frozenset({TemplateKind.PRE_NOTICE}),
    ),
    WordRule(
        "penalty_to_consumer",
        PENALTIES,
        "« {} » ne se réclame pas à un particulier.",
        audience=DebtorType.CONSUMER,
    ),
    WordRule(
        "penalty_in_thanks",
        PENALTIES,
        "« {} » n’a pas sa place dans un remerciement.",
        kinds=frozenset({TemplateKind.PAYMENT_RECEIVED}),
    ),
    WordRule(
        "rate_typed",
        re.compile(r"\b\d{1,2}(?:[.,]\d+)?[\s\u00a0\u202f]?%"),
        "Le taux « {} » est écrit à la main : la mention L5 écrit celui qui s’applique.",
    ),
)
