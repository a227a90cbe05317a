"""The only writers of people and organisations. Every function takes the actor first and raises portal.core.errors.

from portal.accounts import services
services.register(email=…, password=…, role=Role.RECRUITER)
"""

from .administration import MOST_QUOTA, set_active, set_quota
from .files import checked_file, profile_cv
from .logins import record_lockout, record_login, record_login_failure, record_logout, record_staff_change
from .passwords import change_password, revoke_tokens, set_password
from .profiles import APPLICANTS, candidate_of, student_of, update_profile
from .registration import (
    EmailTaken,
    confirm_address,
    free_username,
    must_confirm_email,
    register,
    send_confirmation,
)
from .uploads import MAX_UPLOADS, delete_upload, send_upload
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
    "MAX_UPLOADS",
    "MOST_QUOTA",
    "EmailTaken",
    "candidate_of",
    "change_password",
    "checked_file",
    "confirm_address",
    "delete_paper",
    "delete_upload",
    "free_username",
    "must_confirm_email",
    "profile_cv",
    "record_lockout",
    "record_login",
    "record_login_failure",
    "record_logout",
    "record_staff_change",
    "refuse",
    "register",
    "revoke_tokens",
    "send_confirmation",
    "send_paper",
    "send_upload",
    "set_active",
    "set_password",
    "set_quota",
    "student_of",
    "update_profile",
    "verify",
]
