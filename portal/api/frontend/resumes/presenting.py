"""Resumes and templates as 002 §2 and §3 show them. Text that was not given is null."""

from django.urls import reverse

from portal.cv.entitlements import has_premium
from portal.cv.models import PaymentType, Resume, ResumeTemplate, ResumeVersion
from portal.cv.photos import photo_name
from portal.cv.rendering import thumbnails
from portal.cv.services.content import LISTS, SECTIONS, SENT_AS, TEXTS
from portal.cv.services.payments import watermarked

from ...common.fields import moment

#: Texts of an entry that are never empty.
ALWAYS = ("company", "position", "institution", "name")


def present_template(template: ResumeTemplate, request) -> dict:
    return {
        "id": template.pk,
        "name": template.name,
        "description": template.description,
        "thumbnail": request.build_absolute_uri(thumbnails.address(template)),
        "is_premium": template.is_premium,
        "is_active": template.is_active,
        "created_at": moment(template.created_at),
    }


def present_resumes(rows: list[Resume], request) -> list[dict]:
    """All are the caller's: whether they have premium is asked once."""
    premium = bool(rows) and has_premium(request.user)
    return [_present(row, request, premium) for row in rows]


def present_resume(resume: Resume, request) -> dict:
    known = resume.owner_has_premium
    return _present(resume, request, has_premium(request.user) if known is None else known)


def _present(resume: Resume, request, premium: bool) -> dict:
    payment = resume.payment_type if resume.is_paid or not premium else PaymentType.SUBSCRIPTION
    return {
        "id": resume.pk,
        "session_id": resume.session_id,
        "user": resume.user_id,
        **{name: getattr(resume, name) or None for name in TEXTS},
        "template": resume.template_id,
        "photo": _photo_url(resume, request),
        **{name: [_entry(row, name) for row in getattr(resume, name).all()] for name in LISTS},
        **{name: getattr(resume, name) for name in SECTIONS},
        "layout": resume.layout,
        "is_paid": resume.is_paid or premium,
        "payment_type": str(payment),
        "can_export_without_watermark": not watermarked(resume, premium=premium),
        "created_at": moment(resume.created_at),
        "updated_at": moment(resume.updated_at),
        "last_accessed": moment(resume.last_accessed),
    }


def present_version(version: ResumeVersion) -> dict:
    content = dict(version.content)
    # What is older than a field of today says nothing of it.
    content |= {name: content.get(name) or [] for name in SECTIONS} | {"layout": content.get("layout") or {}}
    content |= {name: [_nulls(item) for item in content.pop(sent, [])] for sent, name in SENT_AS.items()}
    content |= {name: content.get(name) or None for name in TEXTS}
    return {"id": version.revision, "date": moment(version.said_at), "content": content}


def _entry(row, name: str) -> dict:
    values = {field: getattr(row, field) for field in LISTS[name][1]}
    for field in ("start_date", "end_date"):
        if values.get(field):
            values[field] = values[field].isoformat()
    return _nulls({"id": row.pk, **values, "order": row.order})


def _nulls(item: dict) -> dict:
    return {name: None if value == "" and name not in ALWAYS else value for name, value in item.items()}


def _photo_url(resume: Resume, request) -> str | None:
    if not resume.photo:
        return None
    return request.build_absolute_uri(reverse("cv_photo", args=[photo_name(resume)]))
