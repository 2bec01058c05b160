"""What a forge says of its own API, held against requests and answers: as much of JSON schema as these descriptions use.

A description is a file of tests/data/forge, OpenAPI 3 or Swagger 2.0. Where a forge has two shapes of an answer the other
one is "x-other-schema".
"""
import json
import re
from urllib.parse import parse_qsl, urlsplit

KINDS = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "array": list, "object": dict}
FORMATS = {"date-time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"), "date": re.compile(r"\d{4}-\d\d-\d\d$")}


class Description:
    def __init__(self, path):
        with open(path, encoding="utf-8") as text:
            self.all = json.load(text)

    def follow(self, value):
        """What `value` refers to, or is."""
        while "$ref" in value:
            reference, value = value["$ref"], self.all
            for key in reference.removeprefix("#/").split("/"):
                value = value[key.replace("~1", "/").replace("~0", "~")]
        return value

    def find(self, route):
        """The described operation of "GET /path?query"; None: there is none, or it has no such parameter."""
        method, _, address = route.partition(" ")
        parts = urlsplit(address)
        for path, item in self.all["paths"].items():
            pattern = re.sub(r"\\\{[a-z_]+\\\}", "[^/]+", re.escape(self.all.get("basePath", "") + path))
            if method.lower() in item and re.fullmatch(pattern, parts.path):
                about = item[method.lower()]
                known = [self.follow(one) for one in item.get("parameters", []) + about.get("parameters", [])]
                names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
                return about if names <= {one["name"] for one in known if one["in"] == "query"} else None
        return None

    def problem(self, value, schema, at=""):
        """Where a value does not fit, in words; None: it fits."""
        if "$ref" in schema:
            return self.problem(value, self.follow(schema), at)
        if value is None:
            allowed = schema.get("nullable") or schema.get("x-nullable") or not schema.keys() & {"type", "allOf", "properties"}
            return None if allowed else f"{at}: null"
        for one in schema.get("allOf", []):
            found = self.problem(value, one, at)
            if found:
                return found
        for key in ("anyOf", "oneOf"):
            if key in schema and all(self.problem(value, one, at) for one in schema[key]):
                return f"{at}: none of {key}"
        kind = schema.get("type")
        if kind and (not isinstance(value, KINDS[kind]) or (isinstance(value, bool) and kind != "boolean")):
            return f"{at}: {json.dumps(value)[:60]} is no {kind}"
        if "enum" in schema and value not in schema["enum"]:
            return f"{at}: {value} is none of {schema['enum']}"
        if isinstance(value, str) and schema.get("format") in FORMATS and not FORMATS[schema["format"]].match(value):
            return f"{at}: {value} is no {schema['format']}"
        return self.of_members(value, schema, at)

    def of_members(self, value, schema, at):
        if isinstance(value, dict):
            for key in schema.get("required", []):
                if key not in value:
                    return f"{at}: lacks {key}"
            for key, member in value.items():
                found = key in schema.get("properties", {}) and self.problem(member, schema["properties"][key], f"{at}.{key}")
                if found:
                    return found
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value):
                found = self.problem(item, schema["items"], f"{at}[{index}]")
                if found:
                    return found
        return None

    def answer(self, answer):
        """What is wrong with a line of a scenario; None: nothing, or it says of itself that it is odd."""
        if answer.get("odd") or answer.get("status", 200) != 200 or "json" not in answer:
            return None
        about = self.find(answer["route"])
        if about is None:
            return "is not described"
        said = self.follow(about["responses"]["200"])
        found = self.problem(answer["json"], said.get("schema") or said["content"]["application/json"]["schema"])
        if found and "x-other-schema" in said and not self.problem(answer["json"], said["x-other-schema"]):
            return None
        return found
