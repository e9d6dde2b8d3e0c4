"""Holds one JSON result of kpi against what the oracle expects; returns a line that says what differs, or None."""
import itertools

import calendar_ as cal
from crm import nfc
from oracle import OTHER, ordered, sort_name, sortable


def same(a, b):
    """Equal numbers: integers exactly, reals to 1e-9 relative; null only with null."""
    if a is None or b is None:
        return a is b
    if isinstance(b, bool) or not isinstance(b, (int, float)):
        return False
    if isinstance(a, int) and isinstance(b, int):
        return a == b
    return a == b or abs(a - b) <= 1e-9 * max(abs(a), abs(b)) or max(abs(a), abs(b)) < 1e-9


def check(oracle, q, x, got):
    names = [c['name'] for c in got['columns']]
    if names != q.by + x.columns:
        return f'columns: expected {q.by + x.columns}, got {names}'
    problem = check_period(oracle, x, got)
    if problem:
        return problem
    n = len(q.by)
    keys, problem = match_keys(oracle, q, x, got['rows'])
    if problem:
        return None if x.unsure else problem
    for key, row in zip(keys, got['rows']):
        problem = differ(x, key, x.rows[key], row[n:], oracle, q)
        if problem and not (x.unsure and key == OTHER):
            return problem
    missing = set(x.rows) - set(keys) - x.optional
    if missing and not x.unsure:
        key = sorted(missing, key=repr)[0]
        return f'row {shown(oracle, q, key)} is missing ({len(missing)} rows): expected {x.rows[key]}'
    total = got.get('total')
    if (x.total is None) != (total is None):
        return f'total: expected {x.total}, got {total}'
    if total is not None:
        if len(total) != len(x.total) or any(v is not None for v in total[:n]):
            return f'total: expected {x.total}, got {total}'
        problem = differ(x, 'total', x.total[n:], total[n:], oracle, q)
        if problem:
            return problem
    return None if x.unsure or x.levels is None else check_order(oracle, q, x, keys)


def check_period(oracle, x, got):
    p = got.get('period')
    if not isinstance(p, dict):
        return f'period: expected {x.period}, got {p}'
    if p.get('from') != cal.iso(x.period.start):
        return f'period starts: expected {cal.iso(x.period.start)}, got {p.get("from")}'
    if not x.period.partial(oracle.w.today) and p.get('to') != cal.iso(x.period.end - 1):
        return f'period ends: expected {cal.iso(x.period.end - 1)}, got {p.get("to")}'
    return None


def differ(x, key, want, row, oracle, q):
    for column, a, b in zip(x.columns, want, row):
        if not same(a, b):
            at = key if key == 'total' else shown(oracle, q, key)
            return f'row {at}, {column}: expected {a!r}, got {b!r}'
        if isinstance(a, int) and not isinstance(b, int):
            return f'row {key}, {column}: expected the integer {a!r}, got {b!r}'
    return None


def shown(oracle, q, key):
    if key == OTHER:
        return '(other)'
    return tuple(oracle.label(d, v) if k == 'link' else v for d, v, k in zip(q.by, key, kinds(oracle, q)))


def kinds(oracle, q):
    return oracle.kinds_of(q) if hasattr(oracle, 'kinds_of') else q.kinds


def match_keys(oracle, q, x, rows):
    """The expected key of each row; a link's label is its name, or `NAME #KEY` where two would look alike."""
    q.kinds = x.kinds
    labels = []
    for i, (name, kind) in enumerate(zip(q.by, x.kinds)):
        by_label = {}
        if kind == 'link':
            for key in {k[i] for k in x.rows if k != OTHER and k[i] is not None}:
                label = oracle.label(name, key)
                by_label.setdefault(label, []).append(key)
                by_label.setdefault(f'{label} #{key}', []).append(key)
        labels.append(by_label)
    used, keys = set(), []
    for row in rows:
        if row and row[0] == '(other)' and OTHER in x.rows:
            keys.append(OTHER)
            used.add(OTHER)
            continue
        options = []
        n = len(q.by)
        for value, kind, by_label in zip(row[:n], x.kinds, labels):
            options.append(by_label.get(nfc(value), []) if kind == 'link' and value is not None else [nfc(value)])
        found = [k for k in itertools.product(*options) if k in x.rows and k not in used]
        if not found:
            return None, f'row {row[:n]} is not expected ({len(rows)} rows, expected {len(x.rows)})'
        if len(found) > 1 and x.optional:  # a row that may be missing may not be the one meant
            found = [k for k in found if all(map(same, x.rows[k], row[n:]))][:1] or found[:1]
        elif len(found) > 1 and n > 1:  # of one name in several rows that do not look alike
            found = [k for k in found if all(map(same, x.rows[k], row[n:]))] or found
        if len(found) > 1 and len(q.by) == 1:
            return None, f'row {row[:n]} looks like {len(found)} groups: expected NAME #KEY'
        used.add(found[0])
        keys.append(found[0])
    if len(q.by) == 1 and x.kinds[0] == 'link' and not q.top and not q.having:
        for row, key in zip(rows, keys):
            name = oracle.label(q.by[0], key[0])
            if name is not None and nfc(row[0]) != name and len(labels[0][name]) == 1 and not x.optional:
                return None, f'row {row[:1]}: no other row has that name, expected {name!r}'
    return keys, None


def check_order(oracle, q, x, keys):
    for (a, b) in zip(keys, keys[1:]):
        problem = out_of_order(oracle, q, x, a, b)
        if problem:
            return f'order: {shown(oracle, q, a)} before {shown(oracle, q, b)}: {problem}'
    for level in range(1, len(q.by)):
        if x.sequence is None:
            prefixes = [k[:level] for k, _ in itertools.groupby(keys, key=lambda k: k[:level])]
            if len(prefixes) != len(set(prefixes)):
                return f'order: the rows of one {q.by[level - 1]} are not together'
    return None


def out_of_order(oracle, q, x, a, b):
    if OTHER in (a, b):
        later = b if a == OTHER else None
        return 'after (other) only null may come' if later and later != (None,) and not x.sequence else None
    if x.sequence:
        at, descending = x.sequence
        va, vb = x.rows[a][at], x.rows[b][at]
        if va is None or vb is None:
            return 'a null value comes last' if va is None and vb is not None else None
        return 'by value' if (va < vb if descending else va > vb) and not same(va, vb) else None
    for level, name in enumerate(q.by):
        if a[level] == b[level]:
            continue
        if a[level] is None:
            return 'nulls come last'
        if b[level] is None:
            return None
        if x.levels[level] is None:
            pa, pb = oracle.place(name, a[level]), oracle.place(name, b[level])
            return 'by the declared order' if pa > pb else None
        va, vb = x.levels[level](a[:level + 1]), x.levels[level](b[:level + 1])
        if va is None or vb is None or same(va, vb):
            if va == vb and not isinstance(va, float):  # reals a rounding apart go either way
                la, lb = oracle.label(name, a[level]), oracle.label(name, b[level])
                if sortable(la) and sortable(lb) and sort_name(la) > sort_name(lb):
                    return 'equal values go by name'
                return None
            return 'a null value comes last' if va is None and vb is not None else None
        return 'by the first metric, descending' if va < vb else None
    return None
