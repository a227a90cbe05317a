"""The only writers of resumes. Every function takes the actor first and raises portal.core.errors.

An actor is an account or a `portal.cv.visitors.Visitor`: who has no account writes the resumes of their session.
"""

from .beginning import begin
from .changing import MOST_OF_A_VISITOR, MOST_RESUMES, change, create, delete, duplicate, restore
from .claims import claim, claim_session
from .completeness import Hint, completeness
from .content import content_of, read_entries
from .copies import choices, printed
from .entries import (
    add_education,
    add_experience,
    change_education,
    change_experience,
    remove_education,
    remove_experience,
)
from .exports import export_pdf, file_name, forget_old_exports
from .history import forget_old_versions, version_of, versions_of
from .imports import confirm_import, drop_import, forget_old_imports, import_of, keep_import
from .linkedin import begin_from_linkedin, profile_address
from .payments import mark_paid, watermarked, withdraw_payment
from .photos import remove_photo, set_photo
from .resumes import forget_abandoned, main_resume
from .settling import settle, settle_overdue
from .sharing import count_view, revoke, share
from .skills import add_skill, change_skill, remove_skill

__all__ = [
    "MOST_OF_A_VISITOR",
    "MOST_RESUMES",
    "Hint",
    "add_education",
    "add_experience",
    "add_skill",
    "begin",
    "begin_from_linkedin",
    "change",
    "change_education",
    "change_experience",
    "change_skill",
    "choices",
    "claim",
    "claim_session",
    "completeness",
    "confirm_import",
    "content_of",
    "count_view",
    "create",
    "delete",
    "drop_import",
    "duplicate",
    "export_pdf",
    "file_name",
    "forget_abandoned",
    "forget_old_exports",
    "forget_old_imports",
    "forget_old_versions",
    "import_of",
    "keep_import",
    "main_resume",
    "mark_paid",
    "printed",
    "profile_address",
    "read_entries",
    "remove_education",
    "remove_experience",
    "remove_photo",
    "remove_skill",
    "restore",
    "revoke",
    "set_photo",
    "settle",
    "settle_overdue",
    "share",
    "version_of",
    "versions_of",
    "watermarked",
    "withdraw_payment",
]
