"""The only writers of people and organisations. Every function takes the actor first and raises portal.core.errors.

from portal.accounts import services
services.register(email=…, password=…, role=Role.RECRUITER)
"""

from .logins import record_login, record_login_failure, record_logout, record_staff_change
from .passwords import change_password, revoke_tokens, set_password
from .profiles import APPLICANTS, candidate_of, update_profile
from .registration import (
    EmailTaken,
    confirm_address,
    free_username,
    must_confirm_email,
    register,
    send_confirmation,
)
from .verification import (
    MAX_PAPERS,
    delete_paper,
    refuse,
    send_paper,
    verify,
)

__all__ = [
    "APPLICANTS",
    "MAX_PAPERS",
    "EmailTaken",
    "candidate_of",
    "change_password",
    "confirm_address",
    "delete_paper",
    "free_username",
    "must_confirm_email",
    "record_login",
    "record_login_failure",
    "record_logout",
    "record_staff_change",
    "refuse",
    "register",
    "revoke_tokens",
    "send_confirmation",
    "send_paper",
    "set_password",
    "update_profile",
    "verify",
]
