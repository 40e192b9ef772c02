"""The names of what can be wrong with the steps of a scenario."""

from enum import StrEnum


class Flaw(StrEnum):
    """A rule that steps can break (SAGE-97, SAGE-98); the values are public and frozen."""

    NO_ACTIVE_STEP = "no_active_step"
    TWO_OF_A_KIND = "two_of_a_kind"
    TOO_MANY_REMINDERS = "too_many_reminders"
    SHARED_RANK = "shared_rank"
    WRONG_RANK = "wrong_rank"
    PAYMENT_REFERENCE = "payment_reference"
    MIXED_REFERENCES = "mixed_references"
    NO_PREVIOUS_STEP = "no_previous_step"
    BEFORE_ITS_DATE = "before_its_date"
    NO_ROOM_FOR_PRE_NOTICE = "no_room_for_pre_notice"
    PRE_NOTICE_DATE = "pre_notice_date"
    THANK_YOU_DATE = "thank_you_date"
    IGNORES_WITHOUT_DATE = "ignores_without_date"
    OUT_OF_ORDER = "out_of_order"
    NOTICE_NOT_LAST = "notice_not_last"
    NEGATIVE_MINIMUM = "negative_minimum"
