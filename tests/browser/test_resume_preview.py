"""The preview of a resume: one sheet of paper, watermarked where the PDF is."""

import pytest

from portal.cv.rendering import render_html
from portal.cv.rendering.sample import sample
from portal.cv.rendering.templates import TEMPLATES

SEEN = """() => [...document.querySelectorAll('.watermark p')].filter(line => {
  const box = line.getBoundingClientRect(), sheet = document.body.getBoundingClientRect();
  return box.left < sheet.left + 50 && box.right > sheet.right - 50 && box.bottom > sheet.top && box.top < sheet.bottom;
}).length"""


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_preview_is_a_sheet_with_its_watermark_all_over_it(chromium, template):
    page = chromium.new_page(viewport={"width": 860, "height": 1200})
    try:
        page.set_content(render_html(sample(template), watermark=True))
        assert page.evaluate(SEEN) >= 6
        assert page.evaluate("document.documentElement.scrollWidth") <= 860
        assert page.evaluate("document.body.getBoundingClientRect().width") == pytest.approx(793.7, abs=1)
        page.set_content(render_html(sample(template), watermark=False))
        assert page.query_selector(".watermark") is None
    finally:
        page.close()
