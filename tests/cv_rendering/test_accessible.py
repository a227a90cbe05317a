"""veraPDF: whether the PDFs keep PDF/UA-1 (scripts/verapdf)."""

import os
import subprocess
from pathlib import Path

import pytest

from portal.cv.rendering import Document, render_pdf
from portal.cv.rendering.sample import sample
from portal.cv.rendering.templates import TEMPLATES

from . import contents

pytestmark = [pytest.mark.verapdf, pytest.mark.pdf]
PROGRAM = Path(__file__).parents[2] / "scripts" / "verapdf" / "verapdf"


def check(*files: Path) -> subprocess.CompletedProcess:
    command = [PROGRAM, "check", os.environ["VERAPDF_HOME"], *files]
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def test_every_template_is_accessible_with_hard_contents(tmp_path):
    files = []
    for template in sorted(TEMPLATES):
        picture = sample(template).photo
        for name, document in {
            "sample": sample(template),
            "hard": contents.three_pages(template, picture.content),
            "empty": Document(template_id=template),
        }.items():
            for watermark in (False, True):
                path = tmp_path / f"{template}-{name}-{watermark}.pdf"
                path.write_bytes(render_pdf(document, watermark=watermark))
                files.append(path)
    ran = check(*files)
    assert ran.stdout.splitlines() == [f"{path}: ok" for path in files], ran.stderr


def test_a_pdf_that_is_not_is_noticed(tmp_path):
    import weasyprint

    path = tmp_path / "plain.pdf"
    weasyprint.HTML(string="<p>no language, no title, no tags").write_pdf(path)
    ran = check(path)
    assert ran.returncode == 1
    assert "ok" not in ran.stdout
