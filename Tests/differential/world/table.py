"""`show` and `share`: groups, totals, comparisons, the N greatest, and the order of rows (rules.md)."""
import functools

import calendar_ as cal
from world.ask import Expected
from world.check import before_after
from world.rows import Row, band_labels
from world.scope import Scope, counting_times, subject_event
from world.words import Agg

OTHER = '(other)'


def calendar_by(by):
    return next((d for d in by if d in cal.UNITS), None)


def aggregates(model, x):
    """The aggregates a formula counts with, those inside conditions left out."""
    if x[0] == 'agg':
        yield x[1]
    elif x[0] == 'metric':
        yield from aggregates(model, model.metrics[x[1]].expr)
    elif x[0] == 'moves':
        entity, where, at = subject_event(model, x[2])
        yield Agg('count', entity, where=where, at=at)
    else:
        for y in x[1:]:
            if isinstance(y, tuple) and y and isinstance(y[0], str):
                yield from aggregates(model, y)


def everything(world, items):
    """The period `all`: from the earliest of the times at which the asked aggregates count; None where none has a time."""
    days, timed = [], False
    for a in (a for x in items for a in aggregates(world.model, x)):
        for entity, time in counting_times(world.model, a):
            if time:
                timed = True
                days += [t.day for r in world.rows[entity] if (t := world.time(r, time)) is not None]
    if not timed:
        return None
    return cal.Period(min(min(days, default=world.today), world.today), world.today + 1, everything=True)


def direct(model, x, looks=False):
    """A formula without what looks through windows or up to a period's end; with it where it `looks`."""
    if x[0] == 'metric':
        return direct(model, model.metrics[x[1]].expr, looks)
    if x[0] in ('window', 'moves') or x[0] == 'agg' and (x[1].stock or x[1].overlaps or x[1].upto):
        return x if looks else ('num', 0)
    if x[0] == 'agg':
        return x
    return tuple(direct(model, y, looks) if isinstance(y, tuple) and y and isinstance(y[0], str) and y[0] not in ('path', 'text') else y for y in x)


def planned(model, x, every=False):
    """Whether a formula counts at a planned time; in each of its aggregates where `every`."""
    ahead = [any(time and model.entities[e].named(time).planned for e, time in counting_times(model, a)) for a in aggregates(model, x)]
    return any(ahead) and (all(ahead) or not every)


class Tables:
    """One question's table of groups."""

    def __init__(self, world, q, period):
        self.w, self.q, self.model = world, q, world.model
        self.everything = period is None
        self.period = period or cal.Period(world.today, world.today + 1, everything=True)
        self.ahead = [planned(self.model, direct(self.model, x)) for x in q.items]
        self.known_ahead = [planned(self.model, direct(self.model, x), every=True) for x in q.items]
        partly = lambda x: planned(self.model, x) and direct(self.model, x) != direct(self.model, x, looks=True)
        if calendar_by(q.by) and self.period.end > world.today + 1 and any(partly(x) for x in q.items):
            world.room.add('units after today of a window or a stock of what is planned')
        self.totals = None

    def units(self, period, grain):
        limit = max(self.w.today, period.end) if any(self.ahead) else self.w.today
        return cal.units(period, grain, limit)

    def value(self, scope, i, p, key):
        if p is not None and p.start > self.w.today and not self.known_ahead[i] and scope.by_unit:
            return None
        return self.formula(scope, self.q.items[i], p, key)

    def formula(self, scope, x, p, key):
        """A formula; `share` and `rank` look at the whole table."""
        if x[0] == 'over' and x[1] == 'share':
            value, whole = scope.value(x[2], p, key), self.whole.value(x[2], self.period, ())
            return value / whole * 100 if value is not None and whole else None
        return scope.value(x[2] if x[0] == 'over' else x, p, key)

    def scope(self, period, by, merge=None):
        s = Scope(self.w, period, by, self.q.where, merge)
        s.by_unit = False
        s.weekly = calendar_by(self.q.by) == 'week' or self.period.unit == 'week'
        return s

    def table(self, period, by, partners=None, merge=None):
        """(key -> values, the keys of which a row may be missing) for one set of groups."""
        unit = calendar_by(by)
        at = by.index(unit) if unit else None
        loose = [d for d in by if d != unit]
        scope = self.scope(period, loose, merge)
        scope.by_unit = unit is not None
        self.whole = self.scope(period, [])
        frames = partners if partners is not None else self.units(period, unit) if unit else [(None, period)]
        sure, maybe = set(), set()
        for _, p in frames:
            for x in self.q.items:
                scope.behind(x, p, sure, maybe)
        if loose and all(d in ('hour', 'weekday') for d in loose):
            sure = {(None,) * len(loose)}  # every hour and weekday has its row, also without rows behind it
        groups = sure | maybe
        for i, d in enumerate(loose):
            if d in ('hour', 'weekday'):
                every = range(24) if d == 'hour' else range(1, 8)
                fill = lambda keys: {k[:i] + (u,) + k[i + 1:] for k in keys for u in every}
                groups, sure = fill(groups), fill(sure)
        if not loose:
            groups = sure = {()}
        rows, optional = {}, set()
        for label, p in frames:
            for key in groups:
                full = key if unit is None else key[:at] + (label,) + key[at:]
                rows[full] = [self.value(scope, i, p, key) for i in range(len(self.q.items))]
                if key not in sure:
                    optional.add(full)
        return rows, optional

    def nothing(self, p):
        """The values of a group no row stands behind."""
        scope = Scope(self.w, self.period, [], self.q.where, only=lambda r: False)
        scope.by_unit = False
        return [self.value(scope, i, p, ()) for i in range(len(self.q.items))]


def ranked(rows, optional):
    """`rank`: 1 is the greatest, equal numbers share it."""
    return {k: None if v is None else 1 + sum(1 for w in rows.values() if w is not None and w > v) for k, v in rows.items()}


def beside(now, then):
    """A value, the earlier one, the change, and the change in %."""
    out = []
    for a, b in zip(now, then):
        change = None if a is None or b is None else a - b
        out += [a, b, change, None if change is None or not b else change / abs(b) * 100]
    return out


def answer(world, q):
    """What `show` or `share` should say."""
    x = Expected(q.verb, q.by)
    asked = q.period[1]
    t = Tables(world, q, asked if asked is not None else everything(world, q.items))
    x.period = None if t.everything else t.period
    rows, x.optional = t.table(t.period, q.by)
    total = t.table(t.period, [])[0][()]
    for i, item in enumerate(q.items):
        if item[0] == 'over' and item[1] == 'rank':
            rank = ranked({k: v[i] for k, v in rows.items()}, x.optional)
            rows = {k: v[:i] + [rank[k]] + v[i + 1:] for k, v in rows.items()}
            total = total[:i] + [None] + total[i + 1:]
    x.columns = [q.column(i) for i in range(len(q.items))]
    before = None
    if q.compare:
        before = Before(world, q, t)
        rows, total, x.optional = before.compared(rows, total, x.optional)
        x.columns = [c for m in x.columns for c in (m, m + '_previous', m + '_change', m + '_change_pct')]
    if q.verb == 'share':
        x.columns.append('share')
        whole = total[0]
        rows = {k: v + [v[0] / whole * 100 if whole and v[0] is not None else None] for k, v in rows.items()}
        total = total + [100.0 if whole else None]
    x.rows = rows
    x.total = [None] * len(q.by) + total if q.by else None
    if not q.by:
        x.rows = {(): total}
    x.places = places(world, q, t, x)
    if q.having:
        i, op, bound = q.having
        i = i * 4 if q.compare else i
        x.rows = {k: v for k, v in x.rows.items() if world.compare(op, v[i], bound[-1])}
        x.optional &= set(x.rows)
    if q.top:
        (keep_rows if q.per else keep_top)(world, q, t, x, before)
    return x


class Before:
    """The period that `compare` sets beside the question's, unit by unit too."""

    def __init__(self, world, q, t):
        self.w, self.q, self.t = world, q, t
        self.unit = calendar_by(q.by)
        self.how = q.compare if isinstance(q.compare, str) else q.compare[1]
        self.by_week = t.period.unit == 'week' or self.unit == 'week'
        if t.period.start > world.today:
            world.room.add('compare of a period that has not begun')
        self.old = cal.earlier(t.period, self.how, self.by_week, world.today)
        self.partners = self.beside_units() if self.unit else None
        if any(p is not None and p.start > world.today for _, p in self.partners or []):
            world.room.add('a unit beside one that has not begun')

    def beside_units(self):
        """(label, the period beside that unit, or None) for each unit."""
        period, unit, today = self.t.period, self.unit, self.w.today
        now = self.t.units(period, unit)
        if self.how == 'year':
            return [(label, self.cut(self.year_before(u), u)) for label, u in now]
        whole = cal.earlier(period, self.how, self.by_week, 10 ** 9)
        there = cal.units(whole, unit, 10 ** 9) if whole else []
        return [(label, self.cut(there[i][1], u) if i < len(there) else None) for i, (label, u) in enumerate(now)]

    def year_before(self, u):
        if self.by_week:
            return cal.Period(u.start - 364, u.end - 364)
        start = cal.add_months(u.start, -12)
        if cal.civil(start).day != cal.civil(u.start).day:
            return None
        end = cal.unit_shift(start, self.unit, 1) if u.unit else cal.add_months(u.end - 1, -12) + 1
        return cal.Period(start, end, u.unit)

    def cut(self, partner, unit):
        """As many days of the partner as have passed of a running unit."""
        if partner is None or unit.end - 1 < self.w.today:
            return partner
        end = min(partner.end, partner.start + max(0, self.w.today + 1 - unit.start))
        return cal.Period(partner.start, end, partner.unit, planned=partner.end)

    def missing(self, key, now):
        """The values of a group without rows, in the question's period or in the one beside it."""
        p = self.t.period if now else self.old
        if self.unit:
            label = key[self.q.by.index(self.unit)]
            p = dict(self.t.units(self.t.period, self.unit))[label] if now else dict(self.partners or [])[label]
        return self.t.nothing(p)

    def compared(self, rows, total, optional):
        q, t = self.q, self.t
        old, old_optional = t.table(self.old, q.by, self.partners) if self.old else ({}, set())
        old_total = t.table(self.old, [])[0][()] if self.old else [None] * len(total)
        t.whole = t.scope(t.period, [])
        out = {k: beside(rows.get(k) or self.missing(k, True), old.get(k) or self.missing(k, False)) for k in set(rows) | set(old)}
        return out, beside(total, old_total), {k for k in out if (k not in rows or k in optional) and (k not in old or k in old_optional)}


# The order of rows -------------------------------------------------------------------------------

def dimension_of(world, q, name):
    """The dimension, link … a name of `by` stands for: (kind, member)."""
    first = next(aggregates(world.model, q.items[0]), None) if q.items else None
    entity = world.model.parts(first.entity)[0] if first else world.model.subject
    found = world.model.reach(entity, name)
    return world.model.kind(entity, found[0]) if found else (None, None)


def declared(world, member):
    """value -> its place, for a dimension with an order of its own."""
    if member.banded:
        return {label: i for i, label in enumerate(band_labels(member.source[1][2]))}
    _, _, table, shown, _, order = member.source
    places = {}
    for r in world.tables[table]:
        if r[shown] is not None and r[order] is not None:
            places[r[shown]] = min(r[order], places.get(r[shown], r[order]))
    return places


def level(world, kind, member, value, measure):
    """What orders one value of a dimension: [(is null, way, what), …]."""
    if value == OTHER:
        return [(1, 'asc', 0)]
    if value is None:
        return [(2, 'asc', 0)]
    if kind is None:
        return [(0, 'asc', value)]
    if kind not in ('link', 'time', 'measure', 'key') and member is not None and member.ordered:
        return [(0, 'asc', declared(world, member).get(value, 10 ** 6))]
    return [(0, 'desc', measure), (0, 'name', value)]


def places(world, q, t, x):
    """key -> the components by which its row stands, compared one after the other."""
    if q.order:
        at, descending = q.order
        if isinstance(at, str):
            i = q.by.index(at)
            kind, member = dimension_of(world, q, at) if at not in cal.GRAINS else (None, None)

            def by_dimension(key):
                v = key[i]
                if v is None or v == OTHER:
                    return [(1 if v == OTHER else 2, 'asc', 0)]
                if kind is not None and member is not None and kind not in ('link', 'key') and member.ordered:
                    v = declared(world, member).get(v)
                    return [(0, 'desc' if descending else 'asc', v)]
                return [(0, ('-' if descending else '') + 'name', v)]
            return by_dimension
        i = at * 4 if q.compare else at
        return lambda key: [(1 if OTHER in key else 0, 'asc', 0), (0, 'desc' if descending else 'up', x.rows[key][i])]
    kinds = [(None, None) if d in cal.GRAINS else dimension_of(world, q, d) for d in q.by]
    measures = {}

    def measure(key, i):
        if OTHER in key[:i]:
            return x.rows[key][0]
        if i not in measures:
            measures[i] = (t.table(t.period, q.by[:i + 1])[0], t.nothing(t.period)[0])
        over, nothing = measures[i]
        return over[key[:i + 1]][0] if key[:i + 1] in over else nothing

    def place(key):
        out = []
        for i, (kind, member) in enumerate(kinds):
            if OTHER in key[:i] and i + 1 < len(kinds):
                return out + [(0, 'unknown', 0)]  # nothing here reckons what stands inside `(other)`
            needs = kind is not None and key[i] is not None and key[i] != OTHER
            out += level(world, kind, member, key[i], measure(key, i) if needs else None)
        return out
    return place


def keep_rows(world, q, t, x, before):
    """N rows within each value of one dimension, the greatest by the first metric."""
    at = q.by.index(q.per)
    within = {}
    for k in x.rows:
        within.setdefault(k[at], []).append(k)
    kept = {}
    for rows in within.values():
        rows.sort(key=lambda k: (x.rows[k][0] is None, -(x.rows[k][0] or 0)))
        if len(rows) > q.top:
            edge = x.rows[rows[q.top - 1]][0], x.rows[rows[q.top]][0]
            if edge[0] == edge[1]:
                x.unsure = 'equal values at the edge of top … per'
        if any(v is None for k in rows for v in k):
            x.unsure = 'rows without a value take part in top … per'
        kept.update((k, x.rows[k]) for k in rows[:q.top])
    if x.optional:
        x.unsure = 'rows that may be missing take part in top'
    x.rows = kept


def keep_top(world, q, t, x, before):
    """The N greatest values of the first dimension; `(other)` is reckoned over the rest."""
    at = next(i for i, d in enumerate(q.by) if d not in cal.GRAINS)
    only = q.replaced(by=[q.by[at]], top=None, other=False, drill=None, pipes=[])
    single = answer(world, only)
    for value in {k[at] for k in x.rows} - {k[0] for k in single.rows}:
        # It has rows in some unit's window, and none in the whole period's.
        if before:
            x.unsure = 'values that the whole period does not have take part in top'
            return
        single.rows[(value,)] = t.nothing(t.period)
    there = {k[at] for k in x.rows}
    values = [k for k in single.rows if k[0] is not None and k[0] in there]
    greatest = lambda k: [(0, 'desc', single.rows[k][0]), *single.places(k)]
    values.sort(key=functools.cmp_to_key(lambda a, b: before_after(world, greatest(a), greatest(b)) or 0))
    keep = {k[0] for k in values[:q.top]}
    if len(values) > q.top and before_after(world, greatest(values[q.top - 1]), greatest(values[q.top])) is None:
        x.unsure = 'equal values at the edge of top'
    sure = {k[at] for k in x.rows if k not in x.optional}
    if (single.optional or there - sure) and len(values) > q.top:
        x.unsure = 'groups that may be missing take part in top'
    rows = {k: v for k, v in x.rows.items() if k[at] in keep}
    if q.other:
        rows.update({k: v for k, v in x.rows.items() if k[at] is None})
        if len(values) > q.top:
            loose = [d for d in q.by if d not in cal.UNITS]
            place = loose.index(q.by[at])
            merge = lambda k: k if k[place] in keep or k[place] is None else k[:place] + (OTHER,) + k[place + 1:]
            merged, optional = t.table(t.period, q.by, merge=merge)
            if before:
                old = t.table(before.old, q.by, before.partners, merge)[0] if before.old else {}
                merged = {k: beside(merged.get(k) or before.missing(k, True), old.get(k) or before.missing(k, False)) for k in set(merged) | set(old) if k[at] == OTHER}
            more = {k: v for k, v in merged.items() if k[at] == OTHER}
            if q.verb == 'share':
                whole = x.total[len(q.by)]
                more = {k: v + [v[0] / whole * 100 if whole and v[0] is not None else None] for k, v in more.items()}
            rows.update(more)
            x.optional |= {k for k in optional if k in more}
    x.rows = rows
    x.optional &= set(rows)
