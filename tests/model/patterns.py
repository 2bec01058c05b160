"""Patterns of OWNERS(5), by plain recursion over components and bytes. Texts are bytes read as latin-1."""

CLASSES = {
    "alnum": str.isalnum, "alpha": str.isalpha, "blank": lambda c: c in " \t", "cntrl": lambda c: ord(c) < 32
    or ord(c) == 127,
    "digit": str.isdigit, "graph": lambda c: 33 <= ord(c) <= 126, "lower": str.islower,
    "print": lambda c: 32 <= ord(c) <= 126,
    "punct": lambda c: 33 <= ord(c) <= 126 and not c.isalnum(), "space": lambda c: c in " \t\n\v\f\r",
    "upper": str.isupper,
    "xdigit": lambda c: c in "0123456789abcdefABCDEF",
}


def in_class(text, char):
    """Whether char is in the class that text begins with, behind its [; and the length of the class up to its ]."""
    at = 0
    negated = text[0] in "!^"
    if negated:
        at = 1
    found = False
    first = True
    while first or text[at] != "]":
        first = False
        end = text.find("]", at + 2) - 1 if text.startswith("[:", at) else -1
        if end > at + 1 and text[end] == ":":
            if ord(char) < 128 and CLASSES[text[at + 2:end]](char):
                found = True
            at = end + 2
            continue
        if text[at] == "\\":
            at += 1
        low = text[at]
        at += 1
        if text[at] == "-" and text[at + 1] != "]":
            at += 1
            if text[at] == "\\":
                at += 1
            high = text[at]
            at += 1
        else:
            high = low
        if low <= char <= high:
            found = True
    return found != negated, at + 1


def component(pattern, name):
    """Whether one component of a pattern matches one name."""
    if pattern == "":
        return name == ""
    first = pattern[0]
    if first == "*":
        return component(pattern[1:], name) or (name != "" and component(pattern, name[1:]))
    if name == "":
        return False
    if first == "?":
        return component(pattern[1:], name[1:])
    if first == "[":
        found, length = in_class(pattern[1:], name[0])
        return found and component(pattern[1 + length:], name[1:])
    if first == "\\":
        return pattern[1] == name[0] and component(pattern[2:], name[1:])
    return first == name[0] and component(pattern[1:], name[1:])


def components(patterns, names):
    """Whether the components of a pattern match all of these names."""
    if not patterns:
        return not names
    if len(patterns[0]) >= 2 and set(patterns[0]) == {"*"}:
        if len(patterns) == 1:
            return len(names) >= 1
        return components(patterns[1:], names) or (len(names) >= 1 and components(patterns, names[1:]))
    return bool(names) and component(patterns[0], names[0]) and components(patterns[1:], names[1:])


def matches(pattern, path, submodule=False):
    """Whether a pattern, without its !, matches a path below the folder of its file."""
    folder = pattern.endswith("/")
    if folder:
        pattern = pattern[:-1]
    anchored = "/" in pattern
    parts = pattern.lstrip("/").split("/")
    direct = anchored and parts[-1] == "*" and not folder
    if not anchored:
        parts = ["**"] + parts
    names = path.split("/")
    for length in range(1, len(names) + 1):
        whole = length == len(names)
        if folder and whole and not submodule:
            continue
        if direct and not whole:
            continue
        if components(parts, names[:length]):
            return True
    return False


def decide(patterns, path, submodule=False):
    """The pattern that decides, the last that matches, or None where it takes the path out or none does."""
    last = None
    for pattern in patterns:
        if matches(pattern[1:] if pattern.startswith("!") else pattern, path, submodule):
            last = pattern
    return None if last is None or last.startswith("!") else last
