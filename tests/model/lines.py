"""Lines of OWNERS files that have no errors, and the dates and lists in them."""

import calendar
import re
import time

DAY = 86400


class Invalid(Exception):
    """A file that the format does not allow."""


def moment(text):
    """Seconds of YYYY-MM-DD or an RFC 3339 time in UTC, and whether it is a day."""
    if len(text) == 10:
        return calendar.timegm(time.strptime(text, "%Y-%m-%d")), True
    seconds = calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))
    if text[19:] != "Z":
        seconds -= int(text[19:22]) * 3600
    return seconds, False


def first_moment(text):
    return moment(text)[0]


def end_of(text):
    """The first moment after a day, or after a moment."""
    seconds, day = moment(text)
    return seconds + DAY if day else seconds + 1


def duration(text):
    return int(text[:-1]) * {"h": 3600, "d": DAY, "w": 7 * DAY}[text[-1]]


def words(text):
    return [word for word in re.split(r"[\s,]+", text) if word]


class Value(list):
    """The lines of a value; number: the line of the file where its key stands; numbers: those of its own lines."""

    def __init__(self, number, text):
        super().__init__([text] if text else [])
        self.number, self.numbers = number, [number] if text else []

    def add(self, number, text):
        self.append(text)
        self.numbers.append(number)


def sections(text):
    """[(name, line, {key: Value})] of a file."""
    if text.startswith("\xef\xbb\xbf"):
        text = text[3:]
    found = []
    value = None
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if line.lstrip(" \t")[:1] in (";", "#"):
            continue
        line = re.sub(r"[ \t]+;.*", "", line).rstrip(" \t")
        if not line:
            continue
        if line[0] in " \t":
            if value is None:
                raise Invalid("continuation")
            value.add(number, line.strip(" \t"))
        elif line[0] == "[":
            found.append((line[1:-1], number, {}))
            value = None
        else:
            key, rest = re.match(r"([^=:]*)[=:](.*)", line).groups()
            value = Value(number, rest.strip(" \t"))
            if key.strip(" \t") in found[-1][2]:
                raise Invalid("duplicate-key")
            found[-1][2][key.strip(" \t")] = value
    return found
