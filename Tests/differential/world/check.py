"""Holds one JSON result of kpi against what is expected; says what differs, or None."""
import decimal
import itertools
import re

import calendar_ as cal
from oracle import sort_name, sortable
from world.clock import Instant
from world.rows import Row, nfc


def same(a, b):
    """Equal numbers: whole ones exactly, others to 1e-9; null only with null; times to the second."""
    if a is None or b is None:
        return a is b
    if isinstance(a, Instant):
        return isinstance(b, str) and same_time(a, b)
    if isinstance(a, bytes):
        return True  # how a blob is written the contract does not say
    if isinstance(a, str):
        return isinstance(b, str) and nfc(a) == nfc(b)
    if isinstance(b, (bool, str)) or not isinstance(b, (int, float)):
        return False
    if isinstance(a, decimal.Decimal):
        a = int(a) if a == int(a) and isinstance(b, int) else float(a)
    if isinstance(a, int) and isinstance(b, int):
        return a == b
    return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b)) or max(abs(a), abs(b)) < 1e-9


def same_time(a, b):
    m = re.match(r'(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:[+-]\d\d:\d\d|Z)?)?$', b)
    if not m or m.group(1) != cal.iso(a.day):
        return False
    return (m.group(2) or '00:00:00') == repr(a)[11:]


def before_after(world, a, b):
    """-1 where `a` stands first, 1 where `b` does, None where nothing decides."""
    for (na, way, va), (nb, _, vb) in zip(a, b):
        if na != nb:
            return -1 if na < nb else 1
        if way == 'unknown':
            return None
        if va is None or vb is None:
            if va is None and vb is None:
                continue
            return 1 if va is None else -1
        if isinstance(va, Row) and isinstance(vb, Row):
            if va is vb:
                continue
            va, vb = named(world, va), named(world, vb)
            if va == vb:
                return None  # of two rows of one name, or without names, either may stand first
        if way.endswith('name') and isinstance(va, str) and isinstance(vb, str):
            if va == vb:
                continue
            if not (sortable(va) and sortable(vb)):
                return None
            va, vb = sort_name(va), sort_name(vb)
        elif way != 'asc' and not isinstance(va, (str, Instant)) and same(va, vb):
            if isinstance(va, float) and va != vb:
                return None  # a rounding apart
            continue
        if va == vb:
            continue
        try:
            first = va < vb
        except TypeError:
            return None
        return -1 if first != (way == 'desc' or way.startswith('-')) else 1
    return None


def named(world, row):
    return world.label(row) if world.model.entities[row.entity].label else None


def shown(world, key):
    return tuple(world.label(v) if isinstance(v, Row) else v for v in key)


def tell(values):
    return '[' + ', '.join(repr(v) for v in values) + ']'


def check(world, x, got):
    """`x` is an Expected; what is unsure is not judged."""
    names = [c['name'] for c in got.get('columns', [])]
    want = x.layout or x.dims + x.columns
    if [nfc(n) for n in names] != want:
        return f'columns: expected {want}, got {names}'
    if x.layout:
        at = [want.index(c) for c in x.dims + x.columns]
        got = dict(got, rows=[[row[i] for i in at] for row in got['rows']])
    problem = check_period(world, x, got)
    if problem or x.unsure:
        return problem
    return check_rows(world, x, got) or check_extra(world, x, got)


def check_extra(world, x, got):
    """The tables beside the rows: `totals`, `cohorts`."""
    for name, other in x.extra.items():
        there = got.get(name)
        if not isinstance(there, dict) or 'rows' not in there:
            return f'{name}: expected an object with columns and rows, got {there}'
        columns = [{'name': c} if isinstance(c, str) else c for c in there['columns']]
        problem = check(world, other, {'columns': columns, 'rows': there['rows'], 'total': None, 'period': got.get('period')})
        if problem:
            return f'{name}: {problem}'
    return None


def check_period(world, x, got):
    if x.period == 'any':
        return None
    p = got.get('period') or {}
    if x.period is None:
        return None if p.get('from') is None and p.get('to') is None else f'period: expected none, got {p}'
    if p.get('from') != cal.iso(x.period.start):
        return f'period starts: expected {cal.iso(x.period.start)}, got {p.get("from")}'
    if not x.period.partial(world.today) and p.get('to') != cal.iso(x.period.end - 1):
        return f'period ends: expected {cal.iso(x.period.end - 1)}, got {p.get("to")}'
    return None


def check_rows(world, x, got):
    n = len(x.dims)
    keys, problem = match(world, x, got['rows'])
    if problem:
        return problem
    for key, row in zip(keys, got['rows']):
        problem = differ(x, world, shown(world, key), x.rows[key], row[n:])
        if problem:
            return problem
    missing = [k for k in x.rows if k not in set(keys) and k not in x.optional]
    if missing:
        return f'row {shown(world, missing[0])} is missing ({len(missing)} of {len(x.rows)} rows): expected {tell(x.rows[missing[0]])}'
    total = got.get('total')
    if (x.total is None) != (total is None):
        return f'total: expected {x.total}, got {total}'
    if total is not None:
        problem = differ(x, world, 'total', x.total, total, x.dims + x.columns)
        if problem:
            return problem
    if x.places and x.ordered:
        for a, b in zip(keys, keys[1:]):
            if before_after(world, x.places(a), x.places(b)) == 1:
                return f'order: {shown(world, a)} before {shown(world, b)}: {x.places(a)} and {x.places(b)}'
    return None


def differ(x, world, at, want, row, columns=None):
    for column, a, b in zip(columns or x.columns, want, row):
        if isinstance(a, Row):
            # In a list two of one name have their keys, whether the other is in it or not.
            a = f'{world.label(a)} #{a.key}' if b == f'{world.label(a)} #{a.key}' else world.label(a)
        if not same(a, b):
            return f'row {at}, {column}: expected {a!r}, got {b!r}'
        if isinstance(a, int) and not isinstance(b, int):
            return f'row {at}, {column}: expected the whole number {a!r}, got {b!r}'
    return None


def match(world, x, rows):
    """The expected key of each row; a link is its row's name, or `NAME #KEY` where two would look alike."""
    n, used, keys = len(x.dims), set(), []
    by_label = {}
    for key in x.rows:
        for label in itertools.product(*(labels(world, v) for v in key)):
            by_label.setdefault(label, []).append(key)
    for row in rows:
        found = [k for k in by_label.get(tuple(plain(v) for v in row[:n]), []) if k not in used]
        if len(found) > 1:
            found = [k for k in found if all(map(same, x.rows[k], row[n:]))] or found
        # One of two that look alike is shown by its name alone, so the other one is not there.
        found.sort(key=lambda k: k in x.optional)
        if not found:
            return None, f'row {row[:n]} is not expected ({len(rows)} rows, expected {len(x.rows)})'
        used.add(found[0])
        keys.append(found[0])
    return keys, None


def plain(v):
    return float(v) if isinstance(v, (int, float)) and not isinstance(v, bool) and abs(v) < 2 ** 53 else nfc(v)


def labels(world, v):
    if isinstance(v, Row):
        name = world.label(v)
        return [plain(name), f'{name} #{v.key}'] if name != v.key else [plain(name)]
    if isinstance(v, decimal.Decimal):
        v = float(v)
    if isinstance(v, Instant):
        return [repr(v), repr(v).replace('T', ' '), cal.iso(v.day)] if v.second else [repr(v), repr(v).replace('T', ' '), cal.iso(v.day)]
    return [plain(v)]
