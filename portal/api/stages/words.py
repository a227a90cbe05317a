"""The words of 001 for the domain's states and roles (CONTRACTS "One application, three vocabularies")."""

from portal.accounts.models import Role
from portal.jobs.models import ApplicationStatus

STATE = {
    ApplicationStatus.SUBMITTED: "submitted",
    ApplicationStatus.SCREENING: "read_by_employer",
    ApplicationStatus.SHORTLISTED: "read_by_employer",
    ApplicationStatus.PRESENTED: "read_by_employer",
    ApplicationStatus.INTERVIEW: "read_by_employer",
    ApplicationStatus.OFFERED: "validated_by_employer",
    ApplicationStatus.ACCEPTED: "approved",
    ApplicationStatus.REJECTED: "rejected",
    ApplicationStatus.WITHDRAWN: "canceled_by_student",
    ApplicationStatus.EXPIRED: "expired",
}
STATES = tuple(dict.fromkeys(STATE.values()))

_ROLE = {Role.RECRUITER: "employer", Role.CONSULTANT: "user_operator"}
#: student, employer, user_operator, and the portal's own words for the others.
ROLE = {role: _ROLE.get(role, role.value) for role in Role}

#: Field of the domain → parameter of 001, in the document's order: the first missing one is named.
PARAMETERS = {
    "phone": "student_phone",
    "email": "student_email",
    "weeks": "week_ids",
    "letter": "motivation",
    "address": "student_address",
    "representative_name": "student_legal_representative_full_name",
    "representative_email": "student_legal_representative_email",
    "representative_phone": "student_legal_representative_phone",
}
