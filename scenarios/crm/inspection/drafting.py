"""A first mapping file, written for a person to correct: what is known is filled in, what is not says `?`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by

from scenarios.crm.cells.words import folded
from scenarios.crm.inspection.columns import KINDS, known_word, usual_place
from scenarios.crm.inspection.profile import Column
from scenarios.crm.sheets.sheet import Sheet
from scenarios.tree import Scalar, Section
from scenarios.yaml_text import parse

_DATED = ("created", "closed", "closed_else", "date", "hired", "left", "start")
_PAID = ("amount", "cost", "base", "variable")
_WORDED = ("stage", "status")
_MANY, _LONG = 60, 100  # words of a stage column, letters of a word
_ASK = '"?"'


@dataclass(frozen=True)
class Looked:
    """A file that has been looked at; `by_field` holds the columns that seem to be ours, by field."""

    sheet: Sheet
    kind: str
    columns: tuple[Column, ...]
    by_field: Mapping[str, Column]
    months: tuple[str, ...] = ()
    same: Mapping[str, Mapping[str, str]] = made_by(default_factory=dict)
    """Field → spelling here → spelling of another file."""


def draft(files: Sequence[Looked]) -> str:
    """The mapping for all these files, as YAML with comments."""
    lines = ["# Drafted by `quotalab import --inspect`. Read every line; decide where it says ?."]
    lines += _head(files)
    done: set[str] = set()
    for each in files:
        if each.kind and each.kind not in done:
            lines += ["", f"# {each.sheet.shown}: {each.sheet.rows:,} rows", f"{each.kind}:"]
            lines += [f"  {line}" for line in _section(each)]
        elif each.kind:
            lines += ["", f"# {each.sheet.shown} looks like {each.kind} too; a mapping has one section for them."]
        else:
            lines += ["", f"# {each.sheet.shown}: neither opportunities, orders, roster nor quotas; not used."]
        done.add(each.kind)
    return "\n".join(map(_printable, lines)) + "\n"


def quoted(text: str) -> str:
    """A text as YAML: plain when that reads back as the same text."""
    if not text.isprintable():
        return '"' + "".join(_escaped(sign) for sign in text) + '"'
    tree, faults = parse(f"{text}: {text}", "")
    if isinstance(tree, Section) and not faults and list(tree.entries) == [text]:
        value = tree.entries[text]
        if isinstance(value, Scalar) and value.value == text and not set(text) & set(",[]{}?#"):
            return text
    return json.dumps(text, ensure_ascii=False)


def _escaped(sign: str) -> str:
    """A character as it may stand in double quotes."""
    if sign in '"\\':
        return "\\" + sign
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"


def _printable(text: str) -> str:
    """A text as it may stand in a comment."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)


def _head(files: Sequence[Looked]) -> Iterator[str]:
    signs = " ".join(column.profile.money for each in files for column in each.columns)
    told = next((code for sign, code in (("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("¥", "CNY")) if sign in signs), "")
    yield f"currency: {told or 'CNY'}" + ("" if told else "  # the files do not tell: check")
    epochs = [c.profile.name for each in files for c in each.columns if c.profile.dates.startswith("epoch")]
    if epochs:
        yield f'timezone: {_ASK}  # {epochs[0]} counts from 1970 in universal time: "+08:00" for an office in China'


def _section(each: Looked) -> Iterator[str]:
    yield from _columns(each)
    if each.months:
        yield f"months: [{', '.join(quoted(name) for name in each.months)}]"
        if "year" not in each.by_field:
            yield f"year: {_ASK}  # of which year is this table?"
    for field, key in (("status", "statuses"), ("stage", "stages")):
        if field in each.by_field and _few_words(each.by_field[field]):
            yield from _means(each, field, key)
    yield from _where(each)
    yield from _pay(each)
    yield from _dates(each)
    yield from _units(each)
    yield from _same(each)
    yield from _rest(each)


def _columns(each: Looked) -> Iterator[str]:
    yield "columns:"
    fields = dict(each.by_field)
    if each.kind == "roster" and "first" in fields and "name" not in fields:
        parts = [quoted(fields[key].profile.name) for key in ("first", "last") if key in fields]
        yield f"  name: [{', '.join(parts)}]"
    for field in KINDS[each.kind]:
        if field in fields and field not in ("first", "last"):
            column = fields[field]
            many = f"  # {column.profile.name} has {column.profile.distinct:,} words; is it the {field}?"
            usable = field not in _WORDED or _few_words(column)
            yield f"  {field}: {quoted(column.profile.name)}{_told(column)}" if usable else f"  {field}: {_ASK}{many}"
    needed = {"opportunities": ("amount", "created", "closed"), "quotas": () if each.months else ("owner", "start")}
    for field in needed.get(each.kind, ()):
        if field not in fields:
            yield f"  {field}: {_ASK}  # no heading is known to mean this"


def _few_words(column: Column) -> bool:
    """Whether a column's words can be stages: few, and none longer than a line."""
    return column.profile.distinct <= _MANY and all(len(text) <= _LONG for text in column.words.texts)


def _told(column: Column) -> str:
    """A word about a column that a person should look at."""
    missing = column.profile.missing
    return f"  # {missing:.1%} empty" if missing >= 0.001 else ""


def _means(each: Looked, field: str, key: str) -> Iterator[str]:
    """What each word seems to mean, in the order of a usual process, won and lost last."""
    words = each.by_field[field].words
    told_elsewhere = field == "stage" and ("status" in each.by_field or "won" in each.by_field)
    texts = [(text, int(count)) for text, count in zip(words.texts, words.counts, strict=True) if count]
    rank = {"open": 0, "": 1, "won": 2, "lost": 3}
    texts.sort(key=lambda pair: (rank[known_word(pair[0])], usual_place(pair[0])))
    yield f"{key}:  # {quoted(each.by_field[field].profile.name)}: open, won or lost"
    for text, count in texts:
        if told_elsewhere and not text:
            continue
        meaning = known_word(text) or ("open" if told_elsewhere else "")
        evidence = "" if meaning else _evidence(each, field, text)
        yield f"  {quoted(text)}: {meaning or _ASK}  # {count:,} rows{evidence}"


def _evidence(each: Looked, field: str, text: str) -> str:
    """What the close dates say about a word that is not known."""
    if "closed" not in each.by_field:
        return ""
    words, closed = each.by_field[field].words, each.by_field["closed"]
    here = words.codes == words.texts.index(text)
    filled = float((~closed.blank[closed.words.codes])[here].mean())
    return f", {filled:.0%} with a close date"


def _where(each: Looked) -> Iterator[str]:
    for name, word in _filtered(each).items():
        yield f"where: {{{quoted(name)}: {json.dumps(word, ensure_ascii=False)}}}"


def _filtered(each: Looked) -> dict[str, str]:
    """Columns that say which rows are about sales people, with the word that says so."""
    found = {}
    for column in each.columns:
        name, texts = column.profile.name, column.words.texts
        if each.kind == "roster" and column.profile.type == "flag" and "salesperson" in folded(name):
            found[name] = next((text for text in texts if text.lower() in ("1", "true", "yes", "是")), "?")
        if each.kind == "quotas" and folded(name) in ("对象类型", "objecttype"):
            found[name] = next((text for text in texts if text in ("3", "员工", "个人")), "?")
    return found


def _pay(each: Looked) -> Iterator[str]:
    if "base" not in each.by_field or each.kind != "roster":
        return
    name = folded(each.by_field["base"].profile.name)
    periods = (
        ("hour", ("rate", "hour", "时薪")),
        ("year", ("annual", "year", "年薪")),
        ("month", ("月", "底薪", "基本工资")),
    )
    told = next((period for period, words in periods if any(word in name for word in words)), "")
    yield f"base_period: {told or _ASK}  # month, year or hour"


def _dates(each: Looked) -> Iterator[str]:
    forms = {f: c.profile.dates for f, c in each.by_field.items() if f in _DATED and c.profile.type == "date"}
    if not forms:
        return
    said = {field: _form(form, each.by_field[field]) for field, form in forms.items()}
    if len(set(said.values())) == 1:
        yield f"dates: {next(iter(said.values()))}"
        return
    yield "dates:"
    yield from (f"  {field}: {form}" for field, form in said.items())


def _form(form: str, column: Column) -> str:
    if form == "dmy or mdy":
        return f"{_ASK}  # {column.profile.examples[0]}: dmy (day first) or mdy (month first)?"
    return f"{_ASK}  # {form}" if form.startswith("mixed") else form


def _units(each: Looked) -> Iterator[str]:
    """Decimal comma and units, where cells or headings give them away."""
    paid = [column for field, column in each.by_field.items() if field in _PAID]
    if any("decimal comma" in column.profile.money for column in paid):
        yield 'decimal: ","'
    told = [column.profile.name for column in paid if "万" in column.profile.name]
    if told:
        yield f"unit: 万元  # {quoted(told[0])} says so"
    elif any("with and without" in column.profile.money for column in paid):
        yield f"unit: {_ASK}  # some amounts say 万 and some do not: what are the others counted in?"


def _same(each: Looked) -> Iterator[str]:
    """Spellings of one thing: another file's list decides, else the commonest."""
    lines = []
    for name, column in each.by_field.items():
        told = dict(each.same.get(name, {}))
        for (kept, _), *others in column.profile.variants:
            told |= {word: told.get(kept, kept) for word, _ in others if word not in told.values()}
        lines += [f"  {name}:"] * bool(told)
        lines += [f"    {quoted(word)}: {quoted(kept)}" for word, kept in told.items() if word != kept]
    if lines:
        yield "same:  # spellings of one thing; which one is right?"
        yield from lines


def _rest(each: Looked) -> Iterator[str]:
    used = {column.profile.name for column in each.by_field.values()} | set(each.months) | set(_filtered(each))
    rest = [c.profile for c in each.columns if c.profile.name not in used and not _trailing(c)]
    if rest:
        yield "ignore:  # not used; move a line up to `columns` to use it"
        for profile in rest:
            example = f", such as {profile.examples[0][:30]}" if profile.examples else ""
            yield f"  - {quoted(profile.name)}  # {profile.type}{example}"


def _trailing(column: Column) -> bool:
    return column.profile.type == "empty" and column.profile.name.startswith("(column ")
