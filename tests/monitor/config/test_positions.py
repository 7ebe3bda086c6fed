"""Where keys stand: each expected place is noted while a document is written, so the reader is held against the writer."""

import json
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config.positions import locate_json, locate_toml

TRICKY = """\
title = "a # b = [[c]]"   # [not.a.header]
'literal key' = 'C:\\path'
"quoted \\u00e9 \\" key" = 1
a.b."c.d" = 1979-05-27 07:32:00
text = \"\"\"
[[source]]
id = "inside" \\"\"\" still \"\"\"\"\"
raw = '''
[smtp] ''''
list = [ # comment ]
  1, "two]", [3, { x = 4 }],
  { deep . key = "}" , other = [ ] },
]
[ spaced . "na.me" ]
k = { a = { b = [{ c = 1 }, { c = 2 }] } }
[[source]]
id = "one"
[[source.part]]
n = 1
[source.part.sub]
m = 2
[[source.part]]
n = 3
[[source]]
  id = "two"
[a.b.e]
f = true"""

PLACES = {
    ("title",): (1, 1),
    ("literal key",): (2, 1),
    ('quoted é " key',): (3, 1),
    ("a",): (4, 1),
    ("a", "b"): (4, 3),
    ("a", "b", "c.d"): (4, 5),
    ("text",): (5, 1),
    ("raw",): (8, 1),
    ("list",): (10, 1),
    ("list", 0): (11, 3),
    ("list", 1): (11, 6),
    ("list", 2): (11, 14),
    ("list", 2, 1): (11, 18),
    ("list", 2, 1, "x"): (11, 20),
    ("list", 3, "deep"): (12, 5),
    ("list", 3, "deep", "key"): (12, 12),
    ("list", 3, "other"): (12, 24),
    ("spaced",): (14, 3),
    ("spaced", "na.me"): (14, 1),
    ("spaced", "na.me", "k", "a", "b", 1, "c"): (15, 31),
    ("source",): (16, 1),
    ("source", 0): (16, 1),
    ("source", 0, "id"): (17, 1),
    ("source", 0, "part", 0): (18, 1),
    ("source", 0, "part", 0, "n"): (19, 1),
    ("source", 0, "part", 0, "sub"): (20, 1),
    ("source", 0, "part", 0, "sub", "m"): (21, 1),
    ("source", 0, "part", 1, "n"): (23, 1),
    ("source", 1): (24, 1),
    ("source", 1, "id"): (25, 3),
    ("a", "b", "e"): (26, 1),
    ("a", "b", "e", "f"): (27, 1),
}


@pytest.mark.parametrize("path", PLACES, ids=str)
def test_place(path):
    assert locate_toml(TRICKY).of(path) == PLACES[path]


def test_the_sample_is_toml():
    assert tomllib.loads(TRICKY)["text"].endswith('still ""')


def test_what_is_not_written_has_the_place_of_what_is_around_it():
    places = locate_toml("\n[smtp]\nport = 1\n")
    assert places.of(("smtp", "missing", 3)) == (2, 1)
    assert places.of(("nothing",)) == (1, 1)


def test_columns_count_characters_and_an_explicit_header_beats_an_implied_table():
    text = 'k = { "ü😀" = 1, b = 2 }\n[x.y]\n[x]\n'
    places = locate_toml(text)
    assert places.of(("k", "b")) == (1, 17)
    assert places.of(("x",)) == (3, 1)


SCALARS = [
    "1",
    "0x1F",
    "1_000.5e-3",
    "inf",
    "true",
    "1979-05-27T07:32:00Z",
    "07:32:00",
    "1979-05-27 07:32:00",
    '""',
    "''",
    '"a\\"b\\\\"',
    "'c\\'",
    '"# no comment"',
    "']'",
    '"""\n[[x]]\nk = 1 # "" \\""" """',
    '""""q""""',
    '"""""two"""""',
    '"""\\\n  folded"""',
    '""""""',
    "'''\n[t]\n'' k = 2\n'''",
    "''''q''''",
    "'''a\\'''",
]


class Writer:
    """Writes TOML piece by piece, noting the place of each key as it is written."""

    def __init__(self, draw):
        self.draw, self.text, self.line, self.column = draw, "", 1, 1
        self.places = {}

    def put(self, piece):
        self.text += piece
        if "\n" in piece:
            self.line += piece.count("\n")
            self.column = len(piece) - piece.rfind("\n")
        else:
            self.column += len(piece)

    def choose(self, *options):
        return self.draw(st.sampled_from(options))

    def note(self, path):
        self.places.setdefault(path, (self.line, self.column))

    def key(self, name):
        plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
        styles = ["basic"] + ["bare"] * plain + ["literal"] * ("'" not in name and name.isprintable())
        style = self.choose(*styles)
        self.put(
            name if style == "bare" else f"'{name}'" if style == "literal" else json.dumps(name, ensure_ascii=False)
        )

    def gap(self):
        self.put(self.choose("", " ", "\n", "\t \n", " # ] } \" ''' = [x]\n", "\n\n  "))

    def blank(self):
        self.put(self.choose("", " ", "\t"))

    def scalar(self):
        self.put(self.choose(*SCALARS))

    def value(self, path, depth):
        kind = self.choose("scalar", "scalar", "array", "table") if depth else "scalar"
        if kind == "scalar":
            self.scalar()
        elif kind == "array":
            self.array(path, depth - 1)
        else:
            self.inline(path, depth - 1)

    def array(self, path, depth):
        self.put("[")
        count = self.draw(st.integers(0, 3))
        for index in range(count):
            self.gap()
            self.note((*path, index))
            self.value((*path, index), depth)
            self.gap()
            if index < count - 1 or self.choose(True, False):
                self.put(",")
        self.gap()
        self.put("]")

    def inline(self, path, depth):
        self.put("{")
        for index, name in enumerate(self.names()):
            self.put(", " if index else " ")
            self.pair(path, name, depth)
        self.put(" }")

    def names(self):
        names = st.one_of(
            st.sampled_from(["id", "a-b", "x_1", "2", "é", "a.b", "it's", '"', "=", "#"]), st.text(max_size=3)
        )
        return self.draw(st.lists(names.filter(encodable), max_size=3, unique=True))

    def pair(self, table, name, depth):
        path = (*table, name)
        self.note(path)
        self.key(name)
        if self.choose(True, False, False):
            self.blank()
            self.put(".")
            self.blank()
            path = (*path, "dotted")
            self.note(path)
            self.key("dotted")
        self.blank()
        self.put("=")
        self.blank()
        self.value(path, depth)

    def pairs(self, table):
        for name in self.names():
            self.blank()
            self.pair(table, name, 3)
            self.blank()
            self.put(self.choose("\n", "# [[k]] = 1\n", "\n\n"))

    def header(self, parts, path, marks):
        self.blank()
        self.places[path] = (self.line, self.column)
        if isinstance(path[-1], int):
            self.note(path[:-1])
        self.put(marks[0])
        for index, name in enumerate(parts):
            self.put("." if index else "")
            self.blank()
            self.key(name)
            self.blank()
        self.put(marks[1] + self.choose("\n", " # c\n"))

    def section(self, parts, parent, depth):
        """A table, or an array of tables of up to three, each with its pairs and sections of its own."""
        if self.choose(True, False):
            paths = [((*parent, parts[-1], i), ("[[", "]]")) for i in range(self.draw(st.integers(1, 3)))]
        else:
            paths = [((*parent, parts[-1]), ("[", "]"))]
        for path, marks in paths:
            self.header(parts, path, marks)
            self.pairs(path)
            if depth and self.choose(True, False):
                self.section([*parts, "\u2028sub"], path, depth - 1)


def encodable(name):
    return not any("\ud800" <= c <= "\udfff" or c == "\x7f" for c in name)


@st.composite
def documents(draw):
    writer = Writer(draw)
    writer.pairs(())
    for name in ("[sect]", "other"):
        writer.section([name], (), 2)
    return writer.text, writer.places


def paths_of(value, at=()):
    if isinstance(value, dict):
        children = [(*at, key) for key in value]
    else:
        children = [(*at, index) for index in range(len(value))] if isinstance(value, list) else []
    for child in children:
        yield child
        yield from paths_of(value[child[-1]], child)


@settings(deadline=None, max_examples=60)
@given(documents())
def test_every_key_is_found_where_it_was_written(document):
    text, places = document
    assert set(paths_of(tomllib.loads(text))) == set(places)
    found = locate_toml(text)
    assert {path: found.of(path) for path in places} == places


json_keys = st.text(max_size=4)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=6) | st.just('"],}:#'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(json_keys, inner, max_size=3),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(json_keys, json_values, max_size=4), st.sampled_from([None, 0, 1, 4]), st.booleans())
def test_json_keys_and_elements_stand_where_they_are_said_to(data, indent, ascii_only):
    def dump(value):
        return json.dumps(value, ensure_ascii=ascii_only)

    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    lines = text.split("\n")
    found = locate_json(text)
    seen = set()
    for path in paths_of(data):
        line, column = found.of(path)
        rest = lines[line - 1][column - 1 :]
        value = data
        for part in path:
            value = value[part]
        if isinstance(path[-1], str):
            assert rest.startswith(dump(path[-1]) + ":")
        else:
            assert rest.startswith(dump(value)[:1])
        seen.add((line, column))
    assert len(seen) == len(list(paths_of(data)))


def test_a_text_that_was_never_parsed_is_refused_rather_than_guessed_at():
    with pytest.raises(ValueError, match="offset"):
        locate_toml("[a\n= 1")
    with pytest.raises(ValueError, match="offset"):
        locate_toml("a = ['x' 2]")
