"""Words a template should not use, for each kind of message (LEG-7, LEG-10, SAGE-75)."""

import re
from dataclasses import dataclass

from quittance.templates.kinds import REMINDERS, TemplateKind

EVERY_KIND = frozenset(TemplateKind)


@dataclass(frozen=True, slots=True)
class WordRule:
    """Words refused, or advised against, in some kinds of message; `{}` stands for the words."""

    code: str
    pattern: re.Pattern[str]
    message_fr: str
    kinds: frozenset[TemplateKind] = EVERY_KIND
    is_advice: bool = False


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
        "penalty_typed",
        PENALTIES,
        "« {} » ne se dit qu’à un professionnel : les mentions L5 et L6 ne l’écrivent qu’à lui.",
        kinds=EVERY_KIND - {TemplateKind.PAYMENT_RECEIVED},
        is_advice=True,
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
