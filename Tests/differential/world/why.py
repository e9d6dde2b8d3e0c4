"""`why`: what a change is made of (docs/reports.md; Bennet's symmetric parts for a ratio or a mean)."""
import dataclasses as dc

import calendar_ as cal
from world.ask import Expected
from world.table import Tables

OVERLAP = '(overlap)'


def halves(model, x):
    """(numerator, denominator, factor) of a ratio or a mean; None of what adds up."""
    if x[0] == 'metric':
        m = model.metrics[x[1]]
        found = halves(model, m.expr)
        return (*found[:2], 100) if found and m.unit == '%' and m.expr[0] == '/' else found
    if x[0] == '*' and x[2] == ('num', 100):
        n, d, _ = halves(model, x[1])
        return n, d, 100
    if x[0] == '/':
        return x[1], x[2], 1
    if x[0] == 'agg' and x[1].fn == 'avg':
        known = ('null', x[1].inner or ('path', x[1].path), True)
        where = ('and', x[1].where, known) if x[1].where else known
        return ('agg', dc.replace(x[1], fn='sum')), ('agg', dc.replace(x[1], fn='count', path=None, inner=None, where=where)), 1
    return None


def sides(world, q, items):
    """((groups, total) of the period, the same of the one before) for some formulas."""
    asked = q.replaced(items=items, verb='show')
    t = Tables(world, asked, q.period[1])
    old = cal.earlier(t.period, q.compare if isinstance(q.compare, str) else q.compare[1], t.period.unit == 'week', world.today)
    return [(t.table(p, q.by)[0], t.table(p, [])[0][()], t.nothing(p)) for p in (t.period, old)]


def answer(world, q):
    x = Expected('why', q.by)
    name = q.column(0)
    x.period = q.period[1]
    pair = halves(world.model, q.items[0])
    x.columns = [name, name + '_previous', name + '_change', 'part'] + (['volume_part', 'rate_part'] if pair else [])
    (now, total, nothing), (then, old_total, old_nothing) = sides(world, q, q.items)
    keys = set(now) | set(then)
    plain = {k: (now.get(k, nothing)[0], then.get(k, old_nothing)[0]) for k in keys}
    change = lambda a, b: None if a is None or b is None else a - b
    if pair:
        parts, whole = bennet(world, q, pair, keys)
        if parts is None:
            x.unsure = whole
            return x
    else:
        parts = {k: [change(a, b)] for k, (a, b) in plain.items()}
        whole = [change(total[0], old_total[0])]
    x.rows = {k: [a, b, change(a, b), *parts[k]] for k, (a, b) in plain.items()}
    if not pair:
        rest = [total[0] - sum(a for a, _ in plain.values()), old_total[0] - sum(b for _, b in plain.values())]
        if any(abs(r) > 1e-9 * max(1, abs(total[0]), abs(old_total[0])) for r in rest):
            x.rows[(OVERLAP,) + (None,) * (len(q.by) - 1)] = [*rest, rest[0] - rest[1], rest[0] - rest[1]]
    x.total = [None] * len(q.by) + [total[0], old_total[0], change(total[0], old_total[0]), *whole]

    def place(key):
        if OVERLAP in key:
            return [(3, 'asc', 0)]
        if None in key:
            return [(2, 'asc', 0)]
        part = x.rows[key][3]
        return [(0, 'desc', None if part is None else abs(part))]
    x.places = place if len(q.by) == 1 else None
    return x


def bennet(world, q, pair, keys):
    """group -> [part, volume part, rate part], and the total's; (None, why) where the contract has no parts."""
    numerator, denominator, factor = pair
    (now, total, _), (then, old_total, _) = sides(world, q, [numerator, denominator])
    if not total[1] or not old_total[1] or total[0] is None or old_total[0] is None:
        return None, 'a total without a rate'
    rate = lambda n, d: n / d * factor
    whole, old_whole = rate(*total), rate(*old_total)
    if max(abs(whole), abs(old_whole)) > 2 ** 50:
        return None, 'means beyond what floating point tells parts of'
    parts = {}
    for k in keys:
        (n1, d1), (n0, d0) = now.get(k, [0, 0]), then.get(k, [0, 0])
        if not d1 and n1 or not d0 and n0:
            return None, 'a numerator without a denominator'
        w1, w0 = (d1 or 0) / total[1], (d0 or 0) / old_total[1]
        r1, r0 = rate(n1, d1) if d1 else None, rate(n0, d0) if d0 else None
        if r1 is None and r0 is None:
            parts[k] = [0.0, 0.0, 0.0]
            continue
        r1, r0 = r0 if r1 is None else r1, r1 if r0 is None else r0
        volume = (w1 - w0) * ((r1 + r0) / 2 - (whole + old_whole) / 2)
        moved = (w1 + w0) / 2 * (r1 - r0)
        parts[k] = [volume + moved, volume, moved]
    sums = [sum(p[i] for p in parts.values()) for i in range(3)]
    if abs(sums[0] - (whole - old_whole)) > 1e-6 * max(1, abs(whole), abs(old_whole)):
        return None, 'groups that overlap'
    return parts, sums
