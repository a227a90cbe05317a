"""HTML written by users: cleaned on the way in, so that it is safe wherever it is shown."""

import html
import re

import nh3

from .text import one_line

ALLOWED_TAGS = {"p", "br", "strong", "b", "em", "i", "u", "ul", "ol", "li", "h2", "h3", "h4", "a", "blockquote"}
ALLOWED_ATTRIBUTES = {"a": {"href"}}
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}
_BLOCK = re.compile(r"(?i)<(p|br|ul|ol|li|h[1-6]|blockquote|div|table|section|article)\b[^>]*>")
_KNOWN_TAG = re.compile(r"(?i)</?[a-z][a-z0-9]*(\s[^>]*)?/?>|<!--")
_TAG = re.compile(r"<[^<>]*>")
_BLOCK_END = re.compile(r"(?i)</(p|li|h[1-6]|blockquote|ul|ol)>|<br\s*/?>")


def clean_html(text: str) -> str:
    """Keep the allow-list, drop the rest with the content of scripts and styles; plain text becomes paragraphs."""
    text = (text or "").replace("\x00", "").strip()
    if not text:
        return ""
    if not _BLOCK.search(text):
        if "<" not in text or not _KNOWN_TAG.search(text):
            text = html.escape(text, quote=False)
        else:
            # Line ends inside a tag are none of the text's: a link must not be cut in two by them.
            text = _TAG.sub(lambda tag: tag[0].replace("\n", ""), _allowed(text.replace("\r\n", "\n")))
        blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
        text = "".join(f"<p>{block.strip().replace(chr(10), '<br>')}</p>" for block in blocks if block.strip())
    return _allowed(text)


def _allowed(text: str) -> str:
    return nh3.clean(
        text,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes=ALLOWED_SCHEMES,
        link_rel="nofollow noopener noreferrer ugc",
        clean_content_tags={"script", "style", "iframe", "object", "noscript", "template"},
    )


def plain_text(text: str) -> str:
    """The words of cleaned HTML, blocks apart by a space, entities decoded."""
    spaced = _BLOCK_END.sub(" ", text or "")
    return one_line(html.unescape(nh3.clean(spaced, tags=set())))
