"""Descriptions in a plain text area: text with line breaks goes in, safe HTML is kept, and the same text comes back.

A blank line starts a paragraph, lines that begin with "- " are a list, a few HTML tags are allowed. Cleaning is not
done here but in `portal.core.html`, by the models.
"""

import html
import re
from itertools import groupby

_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_BLOCK = re.compile(r"<(?:p|ul|ol|li|h[1-6]|blockquote|div|table|pre)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_BULLET = re.compile(r"[-*•]\s+")
_BREAK = re.compile(r"<br\s*/?>\n?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_LIST = re.compile(r"<ul>\s*((?:<li>(?:(?!</?[ou]l|<li).)*</li>\s*)+)</ul>", re.DOTALL)
_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)


def to_html(text: str) -> str:
    """The HTML of what was typed. Text without a tag is escaped, so that "a < b" stays what it is."""
    text = (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return ""
    if not _TAG.search(text):
        text = html.escape(html.unescape(text), quote=False)
    # A line end inside a tag is none of the text's; a tab is the same to whoever reads the tag, and cuts no address.
    text = _TAG.sub(lambda tag: tag[0].replace("\n", "\t"), text)
    return "".join(_block(block.strip()) for block in _BLANK_LINES.split(text) if block.strip())


def _block(block: str) -> str:
    if _BLOCK.search(block):
        return block
    lines = (line.strip() for line in block.split("\n") if line.strip())
    parts = []
    for is_list, group in groupby(lines, key=lambda line: bool(_BULLET.match(line))):
        if is_list:
            items = [_BULLET.sub("", line, count=1) for line in group]
            parts.append("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
        else:
            parts.append(f"<p>{'<br>'.join(group)}</p>")
    return "".join(parts)


def to_text(value: str) -> str:
    """What a person edits: paragraphs and simple lists as lines, other HTML as it is."""
    value = _LIST.sub(lambda found: "\n\n" + _items(found.group(1)) + "\n\n", value or "")
    value = _PARAGRAPH.sub(lambda found: f"\n\n{found.group(1).strip()}\n\n", value)
    value = re.sub(r"(</(?:h[1-6]|ul|ol|blockquote)>)", r"\1\n\n", value)
    value = re.sub(r"\n{3,}", "\n\n", _BREAK.sub("\n", value)).strip()
    value = re.sub(r' rel="nofollow[^"]*"', "", value)
    plain = html.unescape(value)
    # Text that would read as a tag keeps its entities; it would otherwise become one.
    return value if _TAG.search(value) or _TAG.search(plain) else plain


def _items(found: str) -> str:
    return "\n".join(f"- {_BREAK.sub(' ', item).strip()}" for item in _ITEM.findall(found))
