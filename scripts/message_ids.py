"""Find every text marked for translation, in Python by its syntax tree and in templates by Django's own lexer."""

import ast
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, TokenType
from django.utils.translation import template as tags
from django.utils.translation import trim_whitespace

FOLDERS = ("portal", "search", "templates")
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".svg"}
#: Function name: (place of the context or None, place of the singular, place of the plural or None).
FUNCTIONS = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
FUNCTIONS |= {f"{name}_lazy": places for name, places in FUNCTIONS.items()} | {"gettext_noop": (None, 0, None)}


@dataclass(frozen=True)
class Use:
    plural: str | None
    where: str


def ids_in_code(root: Path):
    """`({(context, singular): Use}, errors)` of the project under `root`; the first place of a text is named."""
    found, errors = {}, []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if "migrations" in path.parts or not path.is_file():
                continue
            where = path.relative_to(root).as_posix()
            if path.suffix == ".py":
                texts = ids_in_python(path.read_text(encoding="utf-8"), where, errors)
            elif path.suffix in TEMPLATE_SUFFIXES:
                texts = ids_in_template(path.read_text(encoding="utf-8"))
            else:
                continue
            for context, singular, plural, line in texts:
                known = found.get((context, singular))
                if known is None or (plural and not known.plural):
                    found[context, singular] = Use(plural, f"{where}:{line}")
    return found, errors


# --- Python ---------------------------------------------------------------------------------------------------------
def ids_in_python(source, where="", errors=None):
    """Yield `(context, singular, plural, line)` of each call of a translation function on literals."""
    errors = [] if errors is None else errors
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        errors.append(f"{where}:{error.lineno}: cannot be read: {error.msg}")
        return
    names = _imported_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        called = names.get(function.id) if isinstance(function, ast.Name) else getattr(function, "attr", None)
        if called not in FUNCTIONS:
            continue
        texts = [_literal(node.args[place]) if _has(node, place) else None for place in FUNCTIONS[called]]
        if texts[1] is not None:
            yield (*texts, node.lineno)
        elif _has(node, FUNCTIONS[called][1]) and _looks_like_text(node.args[FUNCTIONS[called][1]]):
            errors.append(f"{where}:{node.lineno}: only a plain literal can be translated")


def _imported_names(tree):
    """Names under which the module knows translation functions: `{"_": "gettext_lazy"}`."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith("translation")
        for alias in node.names
    }


def _has(node, place):
    return place is not None and place < len(node.args)


def _literal(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _looks_like_text(node):
    """An f-string, or a literal that is added to or formatted inside the call: never found in a catalogue."""
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.BinOp | ast.Call) and any(_literal(part) for part in ast.walk(node))
    )


# --- Templates ------------------------------------------------------------------------------------------------------
def ids_in_template(source):
    """Yield `(context, singular, plural, line)` of each translate, blocktranslate and `_("…")` of a template."""
    block = None
    in_comment = False
    for token in Lexer(source).tokenize():
        is_tag = token.token_type == TokenType.BLOCK
        if in_comment:
            in_comment = not (is_tag and token.contents == "endcomment")
        elif block is not None:
            if is_tag and tags.endblock_re.match(token.contents):
                yield block.result()
                block = None
            else:
                block.add(token)
        elif is_tag and token.contents.split(None, 1)[:1] == ["comment"]:
            in_comment = True
        elif is_tag and (match := tags.block_re.match(token.contents)):
            block = _Block(match, token)
        elif is_tag or token.token_type == TokenType.VAR:
            yield from _ids_in_token(token, is_tag)


def _ids_in_token(token, is_tag):
    match = tags.inline_re.match(token.contents) if is_tag else None
    if match:
        yield _context(match[2]), _unquote(match[1]).replace("%", "%%"), None, token.lineno
    for constant in tags.constant_re.findall(token.contents):
        yield None, _unquote(constant).replace("%", "%%"), None, token.lineno


class _Block:
    """The text between blocktranslate and its end, as Django looks it up."""

    def __init__(self, match, token):
        self.context = _context(match[1])
        self.trimmed = "trimmed" in token.contents.split()
        self.line = token.lineno
        self.singular, self.plural = [], None

    def add(self, token):
        part = self.singular if self.plural is None else self.plural
        if token.token_type == TokenType.TEXT:
            part.append(token.contents.replace("%", "%%"))
        elif token.token_type == TokenType.VAR:
            part.append(f"%({token.contents})s")
        elif token.token_type == TokenType.BLOCK and tags.plural_re.match(token.contents):
            self.plural = []

    def result(self):
        plural = None if self.plural is None else self._join(self.plural)
        return self.context, self._join(self.singular), plural, self.line

    def _join(self, parts):
        text = "".join(parts)
        return trim_whitespace(text) if self.trimmed else text


def _context(source):
    match = tags.context_re.match(source) if source else None
    return _unquote(match[1]) if match else None


def _unquote(text):
    return text[1:-1]
