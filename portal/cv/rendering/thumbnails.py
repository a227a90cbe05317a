"""Pictures of the templates, as the templates themselves print the sample: static files of the project.

`manage.py render_thumbnails` writes them anew when a template's files change, which a test notices by `fingerprint`.
"""

import hashlib
import io
import json
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from PIL import Image

from .html import to_html
from .output import render_pages
from .sample import sample
from .templates import TEMPLATES, template_of

FOLDER = "cv/templates"
WIDTH = 560
_FINGERPRINTS = "made-from.json"


def address(template) -> str:
    """The path or URL of a ResumeTemplate's picture: an editor's own, else the project's."""
    return template.thumbnail.url if template.thumbnail else static(f"{FOLDER}/{template_of(template.pk).key}.png")


def write() -> list[Path]:
    """Render every template's first page. Raises CannotRender, RenderingUnavailable."""
    paths = []
    for number, template in TEMPLATES.items():
        path = folder() / f"{template.key}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_small(render_pages(sample(number), watermark=False, width=WIDTH * 2)[0]))
        paths.append(path)
    (folder() / _FINGERPRINTS).write_text(json.dumps(_made_from(), indent=1) + "\n")
    return paths


def stale() -> list[str]:
    """The keys of templates that look otherwise than their pictures."""
    try:
        kept = json.loads((folder() / _FINGERPRINTS).read_text())
    except FileNotFoundError:
        kept = {}
    return [key for key, fingerprint in _made_from().items() if kept.get(key) != fingerprint]


def folder() -> Path:
    return Path(settings.BASE_DIR) / "static" / FOLDER


def _made_from() -> dict[str, str]:
    return {
        template.key: hashlib.sha256(to_html(sample(number), watermark=False, preview=False).encode()).hexdigest()
        for number, template in TEMPLATES.items()
    }


def _small(png: bytes) -> bytes:
    """Half as large, of few colours: a page of text is as clear with them, in a third of the bytes."""
    with Image.open(io.BytesIO(png)) as picture:
        half = picture.convert("RGB").resize((picture.width // 2, picture.height // 2), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    half.quantize(96, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
