"""The only writers of resumes. Every function takes the actor first and raises portal.core.errors."""

from .entries import (
    add_education,
    add_experience,
    change_education,
    change_experience,
    remove_education,
    remove_experience,
)
from .payments import mark_paid, watermarked, withdraw_payment
from .resumes import main_resume
from .skills import add_skill, change_skill, remove_skill

__all__ = [
    "add_education",
    "add_experience",
    "add_skill",
    "change_education",
    "change_experience",
    "change_skill",
    "main_resume",
    "mark_paid",
    "remove_education",
    "remove_experience",
    "remove_skill",
    "watermarked",
    "withdraw_payment",
]
