#!/usr/bin/env python3
"""Write docs/postman/<contract>.postman_collection.json from the schema of each contract; --check says what is stale.

Postman's collection format 2.1: a folder a tag, a request an operation, with the parameters and an example of the
body that the schema describes. Log in first: the answer's token goes into the variable `token`.
"""

import argparse
import json
import os
import re
import sys
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "postman"
FORMAT = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
#: Name of the file → address of the contract.
CONTRACTS = {"portail": "/api/", "stages": "/api/v3/"}
#: A body's example says what people know, where the schema says only "a text".
KNOWN = {
    "email": "candidat@demo.example",
    "password": "Demo-portail-2026",
    "refresh": "{{refresh}}",
    "titre": "Infirmière ou infirmier de nuit",
    "description": "<p>Vous veillez sur trente patients avec une équipe de quatre personnes.</p>",
    "entreprise": "Clinique des Lilas",
    "secteur": "sante",
    "localisation": "Lyon",
    "teletravail": "non",
    "devise": "EUR",
    "periode": "mois",
    "type_contrat": "cdi",
    "experience_requise": "1-3",
    "salaire": "2 400 € par mois",
    "lettre_motivation": "Je suis disponible dès lundi.",
    "motif": "Il manque le salaire et le lieu.",
    "sujet": "Votre candidature",
    "contenu": "Bonjour, pouvons-nous nous parler cette semaine ?",
    "nom": "Moreau",
    "prenom": "Léa",
    "telephone": "06 12 34 56 78",
    "poste_occupe": "Développeuse",
}
#: Address → what its body says otherwise.
ELSEWHERE = {
    "/auth/register/": {"email": "nouvelle.personne@exemple.fr", "password": "Un-mot-de-passe-2026"},
    "/auth/change-password/": {"old_password": "Demo-portail-2026", "new_password": "Un-mot-de-passe-2027"},
    "/auth/profile/": {"titre": "Infirmière"},
    "/statut/": {"statut": "en_cours"},
    "/notifications/": {"titre": "Maintenance ce soir", "message": "Le portail sera arrêté de 20 h à 21 h."},
}
KEEP_TOKEN = [
    "const answer = pm.response.json();",
    "pm.collectionVariables.set('token', answer.access || answer.token);",
    "pm.collectionVariables.set('refresh', answer.refresh || '');",
]
DEEPEST = 6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for name, prefix in CONTRACTS.items():
        path = TARGET / f"{name}.postman_collection.json"
        text = json.dumps(collection(schema_of(prefix), prefix), ensure_ascii=False, indent=1) + "\n"
        if not path.exists() or path.read_text() != text:
            stale.append(path.relative_to(ROOT))
            if not check:
                TARGET.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path}")
    return 1 if check and stale else 0


def schema_of(prefix: str) -> dict:
    """What the contract's own schema page serves, made without a request."""
    from django.urls import resolve

    view = resolve(f"{prefix}schema/").func.cls()
    given = resolve(f"{prefix}schema/").func.initkwargs
    generator = given.get("generator_class") or view.generator_class
    return json.loads(json.dumps(generator(patterns=given["patterns"]).get_schema(public=True), default=str))


def collection(schema: dict, prefix: str) -> dict:
    folders: dict[str, list] = {}
    for path, methods in sorted(schema["paths"].items()):
        for method, operation in methods.items():
            tag = next(iter(operation.get("tags", [])), path.split("/")[2])
            folders.setdefault(tag, []).append(request_of(schema, path, method, operation))
    info = schema["info"]
    return {
        "info": {
            # The same at each run: Postman then replaces what it imported before.
            "_postman_id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"portal{prefix}")),
            "name": info["title"],
            "description": info.get("description", ""),
            "schema": FORMAT,
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{token}}", "type": "string"}]},
        "variable": [
            {"key": "base", "value": "http://127.0.0.1:8000"},
            {"key": "token", "value": ""},
            {"key": "refresh", "value": ""},
        ],
        "item": [{"name": tag, "item": requests} for tag, requests in folders.items()],
    }


def request_of(schema: dict, path: str, method: str, operation: dict) -> dict:
    parameters = [resolved(schema, one) for one in operation.get("parameters", [])]
    request = {
        "method": method.upper(),
        "description": operation.get("description", ""),
        "header": [{"key": "Accept-Language", "value": "fr"}],
        "url": {
            "raw": "{{base}}" + re.sub(r"\{(\w+)\}", r":\1", path),
            "host": ["{{base}}"],
            "path": [re.sub(r"\{(\w+)\}", r":\1", part) for part in path.strip("/").split("/")]
            + [""] * path.endswith("/"),
            "variable": [
                {"key": one["name"], "value": "1", "description": one.get("description", "")}
                for one in parameters
                if one["in"] == "path"
            ],
            "query": [
                {"key": one["name"], "value": "", "disabled": True, "description": one.get("description", "")}
                for one in parameters
                if one["in"] == "query"
            ],
        },
    }
    if {} in operation.get("security", []):
        request["auth"] = {"type": "noauth"}
    if body := body_of(schema, path, operation):
        request["body"] = body
    item = {"name": operation.get("summary") or f"{method.upper()} {path}", "request": request, "response": []}
    if path.rstrip("/").endswith("auth/login"):
        item["event"] = [{"listen": "test", "script": {"type": "text/javascript", "exec": KEEP_TOKEN}}]
    return item


def body_of(schema: dict, path: str, operation: dict) -> dict | None:
    content = resolved(schema, operation.get("requestBody", {})).get("content", {})
    if "application/json" in content:
        value = example(schema, content["application/json"]["schema"])
        for end, otherwise in ELSEWHERE.items():
            if path.endswith(end) and isinstance(value, dict):
                value = {name: otherwise.get(name, one) for name, one in value.items()}
        raw = json.dumps(value, ensure_ascii=False, indent=2)
        return {"mode": "raw", "raw": raw, "options": {"raw": {"language": "json"}}}
    if "multipart/form-data" in content:
        fields = resolved(schema, content["multipart/form-data"]["schema"]).get("properties", {})
        return {"mode": "formdata", "formdata": [form_field(schema, name, one) for name, one in fields.items()]}
    return None


def form_field(schema: dict, name: str, field: dict) -> dict:
    field = resolved(schema, field)
    if field.get("format") == "binary":
        return {"key": name, "type": "file", "src": []}
    return {"key": name, "type": "text", "value": str(example(schema, field, name) or "")}


def resolved(schema: dict, part: dict) -> dict:
    while "$ref" in part:
        found = schema
        for word in part["$ref"].removeprefix("#/").split("/"):
            found = found[word]
        part = found
    return part


def example(schema: dict, part: dict, name: str = "", depth: int = 0):
    """A value of this shape, the same at each run."""
    part = resolved(schema, part)
    if depth > DEEPEST:
        return None
    if name in KNOWN:
        return KNOWN[name]
    for key in ("example", "default", "const"):
        if key in part:
            return part[key]
    if part.get("examples"):
        return part["examples"][0]
    if part.get("enum"):
        return next((value for value in part["enum"] if value), None)
    for key in ("allOf", "oneOf", "anyOf"):
        if part.get(key):
            found = [example(schema, one, name, depth + 1) for one in part[key]]
            merged = {key: value for one in found if isinstance(one, dict) for key, value in one.items()}
            return merged if key == "allOf" and merged else found[0]
    kinds = part.get("type", "object")
    kind = next((one for one in [kinds] if isinstance(one, str)), None) or next(one for one in kinds if one != "null")
    if kind == "object":
        fields = {
            each: one for each, one in part.get("properties", {}).items() if not resolved(schema, one).get("readOnly")
        }
        wanted = {
            name: one for name, one in fields.items() if name in part.get("required", ()) or _known(schema, name, one)
        }
        return {each: example(schema, one, each, depth + 1) for each, one in wanted.items()}
    if kind == "array":
        return [example(schema, part.get("items", {}), name, depth + 1)]
    if kind == "string":
        return _text(name, part.get("format", ""))
    return {"integer": 1, "number": 1, "boolean": False}.get(kind)


def _known(schema: dict, name: str, field: dict) -> bool:
    """A field that may be left out is shown where we know something to say."""
    return name in KNOWN or "enum" in resolved(schema, field)


def _text(name: str, form: str) -> str:
    known = {
        "date-time": "2027-03-01T09:00:00Z",
        "date": "2027-03-01",
        "email": KNOWN["email"],
        "uri": "https://portail.example/",
        "uuid": str(uuid.UUID(int=1)),
        "time": "09:00",
    }
    return known.get(form, name or "texte")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    import django

    django.setup()
    sys.exit(main())
