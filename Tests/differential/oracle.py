"""Answers a question with plain loops over the rows of a `World`."""
import unicodedata

import calendar_ as cal
from crm import AGE_BANDS, CONVERSION, DIMENSIONS, ORDERED, nfc, order_of
from metrics import ATOMS, CONVERSION_DETAIL, CONVERSION_RATES, CONVERSION_TABLE, METRICS

OTHER = ('(other)',)


def fold(text):
    bare = ''.join(c for c in unicodedata.normalize('NFD', text.casefold()) if not unicodedata.combining(c))
    return bare.replace('đ', 'd')


def plain(value):
    """NFC, with hyphen and en dash as one."""
    return nfc(value).replace('–', '-')


def ordered(name):
    return name.split('.')[-1] in ORDERED


def dimensions(entity, verb):
    if verb == 'funnel' and entity in CONVERSION:
        # Measures, times and kinds of the act itself are no clauses of the conversion table.
        return CONVERSION[entity]
    return DIMENSIONS[entity]


class Expected:
    """`rows`: key -> values; `optional`: keys whose row may be missing; `order`: one sort key list per level."""

    def __init__(self):
        self.columns, self.dims, self.kinds, self.rows, self.optional = [], [], [], {}, set()
        self.total, self.period, self.levels, self.sequence, self.unsure = None, None, [], None, False


class Oracle:
    def __init__(self, world):
        self.w = world
        self.domains = {}

    # Conditions ----------------------------------------------------------------------------------

    def domain(self, entity, name, get):
        key = (entity, name)
        if key not in self.domains:
            values = {v for r in self.w.rows[entity] if (v := get(self.w, r, self.w.today)) is not None}
            values |= set(self.w.lookups.get(name.split('.')[-1], {}).values())
            if name == 'age_band':
                values |= set(AGE_BANDS)
            self.domains[key] = values
        return self.domains[key]

    def values_meant(self, entity, name, get, literal):
        """The values of a text dimension a literal stands for: exact, else but for case, else but for diacritics."""
        wanted = plain(literal)
        domain = self.domain(entity, name, get)
        for same in (lambda v: plain(v) == wanted, lambda v: plain(v).casefold() == wanted.casefold(), lambda v: fold(plain(v)) == fold(wanted)):
            found = {v for v in domain if same(v)}
            if found:
                return found
        return set()

    def ids_meant(self, name, literal):
        """The keys of linked rows a literal stands for: all of that name, or the one of a login or `NAME #KEY`."""
        wanted = nfc(literal)
        last = name.split('.')[-1]
        if last == 'department':
            pool = self.w.departments.values()
        elif last in ('owner', 'employee'):
            pool = self.w.employees.values()
        else:
            pool = self.w.rows['customers']
        for same in (lambda r: r['name'] == wanted or r.get('login') == wanted or f'{r["name"]} #{r["id"]}' == wanted,
                     lambda r: r['name'].casefold() == wanted.casefold(), lambda r: fold(r['name']) == fold(wanted)):
            found = {r['id'] for r in pool if same(r)}
            if found:
                return found
        return set()

    def condition(self, c, entity, verb):
        """A test of (row, the day of ages)."""
        if c is None:
            return lambda r, day: True
        if c[0] == 'not':
            inner = self.condition(c[1], entity, verb)
            return lambda r, day: not inner(r, day)
        if c[0] in ('and', 'or'):
            a, b = self.condition(c[1], entity, verb), self.condition(c[2], entity, verb)
            return (lambda r, day: a(r, day) and b(r, day)) if c[0] == 'and' else (lambda r, day: a(r, day) or b(r, day))
        _, name, op, literals = c
        kind, get = dimensions(entity, verb)[name]
        w = self.w

        def on(test):
            """Two-valued: a test of null is false."""
            return lambda r, day: (v := get(w, r, day)) is not None and test(v)

        if op == 'is null':
            return lambda r, day: get(w, r, day) is None
        if op == 'is not null':
            return lambda r, day: get(w, r, day) is not None
        if op in ('!=', 'not in'):
            inner = self.condition(('is', name, '=' if op == '!=' else 'in', literals), entity, verb)
            return lambda r, day: not inner(r, day)
        values = [x[2] for x in literals]
        if op == 'contains':
            return on(lambda v: nfc(values[0]) in v)
        if op == 'starts with':
            return on(lambda v: v.startswith(nfc(values[0])))
        if kind == 'time':
            first, end = values[0].first_instant, values[-1].end_instant
            return on({'=': lambda v: first <= v < end, 'in': lambda v: first <= v < end, 'between': lambda v: first <= v < end,
                       '<': lambda v: v < first, '>=': lambda v: v >= first, '<=': lambda v: v < end, '>': lambda v: v >= end}[op])
        if kind == 'number':
            a = values[0]
            return on({'=': lambda v: v == a, 'in': lambda v: v in values, 'between': lambda v: a <= v <= values[1],
                       '<': lambda v: v < a, '>=': lambda v: v >= a, '<=': lambda v: v <= a, '>': lambda v: v > a}[op])
        if kind == 'link':
            ids = set().union(*(self.ids_meant(name, v) for v in values))
            return on(lambda v: v['id'] in ids)
        meant = set().union(*(self.values_meant(entity, name, get, v) for v in values))
        return on(lambda v: v in meant)

    # Groups --------------------------------------------------------------------------------------

    def gather(self, n, p, by, q):
        """key -> things of one atom, over its facts of period `p`."""
        groups = {}
        day = p.last(self.w.today)
        tests, getters = {}, {}
        for row, thing, instant in ATOMS[n].facts(self.w, p):
            e = row['_e']
            if e not in tests:
                tests[e] = self.condition(q.where, e, q.verb)
                getters[e] = [self.getter(name, e, q.verb) for name in by]
            if tests[e](row, day):
                groups.setdefault(tuple(g(row, day, instant) for g in getters[e]), []).append(thing)
        return groups

    def frame(self, q, metrics, p, by):
        """metric -> (the period of its window, atom -> key -> things), for one unit."""
        out, done = {}, {}
        for m in metrics:
            name, window = q.definition(m)
            over = window(p, q.period[1], self.w.today) if p is not None else None
            gathered = {}
            for n in METRICS[name].names:
                at = (n, over and (over.start, over.end, over.unit))
                if at not in done:
                    done[at] = self.gather(n, over, by, q) if over is not None else {}
                gathered[n] = done[at]
            out[m] = (over, gathered)
        return out

    def getter(self, name, entity, verb):
        if name == 'hour':
            return lambda r, day, instant: instant % cal.DAY // 3600
        if name == 'weekday':
            return lambda r, day, instant: (instant // cal.DAY - 1) % 7 + 1
        kind, get = dimensions(entity, verb)[name]
        if kind == 'link':
            return lambda r, day, instant: (v['id'] if (v := get(self.w, r, day)) is not None else None)
        return lambda r, day, instant: get(self.w, r, day)

    def values(self, q, metrics, frame, key):
        """The metrics of one group; null where there is no period to reckon one for."""
        out = []
        for m in metrics:
            metric, (p, gathered) = METRICS[q.definition(m)[0]], frame[m]
            out.append(None if p is None else metric.value([ATOMS[n].reduce(gathered[n].get(key, [])) for n in metric.names], p, self.w))
        return out

    def nothing(self, q, metrics, p):
        """The metrics of a group no row stands behind."""
        empty = {}
        for m in metrics:
            name, window = q.definition(m)
            empty[m] = (window(p, q.period[1], self.w.today) if p is not None else None, {n: {} for n in METRICS[name].names})
        return self.values(q, metrics, empty, ())

    def table(self, q, metrics, period, by, partners=None, keep=None):
        """key -> values for one grouping set. `partners` maps a unit's label to its own period (compare)."""
        grain = next((i for i, d in enumerate(by) if d in cal.UNITS), None)
        loose = [d for i, d in enumerate(by) if i != grain]
        frames = [(None, period)] if grain is None else partners or cal.units(period, by[grain], self.w.today)
        parts, groups = [], set()
        for label, p in frames:
            frame = self.frame(q, metrics, p, loose)
            if keep is not None:
                frame = {m: (over, {n: self.merged(keyed, keep) for n, keyed in g.items()}) for m, (over, g) in frame.items()}
            parts.append((label, frame))
            groups |= {k for _, g in frame.values() for keyed in g.values() for k in keyed}
        for i, d in enumerate(loose):
            if d in ('hour', 'weekday'):
                every = range(24) if d == 'hour' else range(1, 8)
                if len(loose) == 1:
                    groups = {(u,) for u in every}
                else:
                    groups = {k[:i] + (u,) + k[i + 1:] for k in groups for u in every}
        if not loose:
            groups = {()}
        out = {}
        for label, frame in parts:
            for key in groups:
                whole = key if grain is None else key[:grain] + (label,) + key[grain:]
                out[whole] = self.values(q, metrics, frame, key)
        return out

    @staticmethod
    def merged(keyed, keep):
        """Groups outside `keep` (and not null) become one."""
        out = {}
        for key, things in keyed.items():
            out.setdefault(key if key in keep or key == (None,) else OTHER, []).extend(things)
        return out

    # Answers -------------------------------------------------------------------------------------

    def answer(self, q):
        metrics = list(q.metrics)
        if q.verb == 'funnel':
            metrics = CONVERSION_TABLE + CONVERSION_RATES + (CONVERSION_DETAIL if q.detail else [])
        x = Expected()
        period = self.resolved(q, metrics, x)
        x.period, x.dims = period, q.by
        x.kinds = [self.kind(d, METRICS[q.definition(metrics[0])[0]].entities[0], q.verb) for d in q.by]
        grain = next((d for d in q.by if d in cal.UNITS), None)
        full = self.table(q, metrics, period, q.by)
        everything = self.table(q, metrics, period, [])[()]
        x.columns = metrics
        before = None
        if q.compare:
            how = q.compare if isinstance(q.compare, str) else q.compare[1]
            by_week = period.unit == 'week' or grain == 'week'
            old = cal.earlier(period, how, by_week, self.w.today)
            partners = self.partners(period, how, grain, by_week) if grain else None
            before = (old, self.table(q, metrics, old, q.by, partners), self.table(q, metrics, old, [])[()], partners)
            full, everything = self.compared(q, metrics, full, everything, before, grain, period)
            x.columns = [c for m in metrics for c in (m, m + '_previous', m + '_change', m + '_change_pct')]
        if q.verb == 'share':
            x.columns = metrics + ['share']
            whole = everything[0]
            full = {k: v + [v[0] / whole * 100 if whole and v[0] is not None else None] for k, v in full.items()}
            everything = everything + [100.0 if whole else None]
        x.rows = full
        x.total = [None] * len(q.by) + everything if q.by else None
        if not q.by:
            x.rows = {(): everything}
        bases = [METRICS[q.definition(m)[0]] for m in metrics]
        if not all(m.exact_rows for m in bases):
            x.optional = {k for k, v in x.rows.items() if all(not n for n in v)}
        x.levels = self.levels(q, metrics, period)
        if q.top:
            self.keep_top(q, metrics, period, x, before)
        if q.having:
            name, op, bound = q.having
            at = x.columns.index(name)
            ok = {'>=': lambda v: v >= bound, '<': lambda v: v < bound, '>': lambda v: v > bound, '<=': lambda v: v <= bound}[op]
            x.rows = {k: v for k, v in x.rows.items() if v[at] is not None and ok(v[at])}
        x.sequence = (x.columns.index(q.order[0]), q.order[1]) if q.order else None
        return x

    def kind(self, name, entity, verb):
        if name in cal.GRAINS:
            return 'grain'
        return dimensions(entity, verb)[name][0]

    def resolved(self, q, metrics, x):
        """The period asked for; `all` begins with the earliest of the times at which the metrics count."""
        p = q.period[1]
        if p is None:
            p = cal.Period(0, self.w.today + 1, everything=True) if q.verb != 'funnel' else cal.of_unit(self.w.today, 'month')
        if not p.everything:
            return p
        bases = [METRICS[q.definition(m)[0]] for m in metrics]
        counted = [r[time] for m in bases for e, time in m.times for r in self.w.rows[e] if r[time] is not None]
        start = min(counted) // cal.DAY if counted else self.w.today
        return cal.Period(min(start, self.w.today), self.w.today + 1, everything=True)

    def partners(self, period, how, grain, by_week):
        """(label, the period set beside that unit, or None) for each unit."""
        today, now = self.w.today, cal.units(period, grain, self.w.today)
        if how == 'year':
            out = []
            for label, u in now:
                if by_week:
                    p = cal.Period(u.start - 364, u.end - 364)
                else:
                    start = cal.add_months(u.start, -12)
                    if cal.civil(start).day != cal.civil(u.start).day:
                        out.append((label, None))
                        continue
                    p = cal.Period(start, cal.unit_shift(start, grain, 1) if u.unit else cal.add_months(u.end - 1, -12) + 1, u.unit)
                out.append((label, self.cut(p, u)))
            return out
        old = cal.earlier(period, how, by_week, 10 ** 9)  # whole; a running unit is cut by itself
        there = cal.units(old, grain, today) if old else []
        return [(label, self.cut(there[i][1], u) if i < len(there) else None) for i, (label, u) in enumerate(now)]

    def cut(self, partner, unit):
        """As many days of the partner as have passed of a running unit."""
        if unit.end - 1 < self.w.today or unit.start > self.w.today:
            return partner
        elapsed = self.w.today + 1 - unit.start
        end = min(partner.end, partner.start + elapsed)
        return cal.Period(partner.start, end, partner.unit if end == partner.end else None)

    def compared(self, q, metrics, full, everything, before, grain, period):
        old, table, total, partners = before
        def beside(now, then):
            out = []
            for a, b in zip(now, then):
                change = None if a is None or b is None else a - b
                out += [a, b, change, None if change is None or not b else change / abs(b) * 100]
            return out
        empty = {}
        def missing(key, now):
            """The values of a group no row stands behind in that period."""
            p = period if now else old
            if grain:
                label = key[q.by.index(grain)]
                frames = dict(cal.units(period, grain, self.w.today)) if now else dict(partners)
                p = frames[label]
            if p not in empty:
                empty[p] = self.nothing(q, metrics, p)
            return empty[p]
        rows = {k: beside(full.get(k) or missing(k, True), table.get(k) or missing(k, False)) for k in set(full) | set(table)}
        return rows, beside(everything, total)

    def levels(self, q, metrics, period):
        """For each `by` the place of a prefix: a sortable, or the value of the first metric as a function of the prefix where that decides."""
        out = []
        for i, name in enumerate(q.by):
            if name in cal.GRAINS or ordered(name):
                out.append(None)
            else:
                # A group may have rows in a unit and none over the whole (its `age` is another there).
                over = self.table(q, metrics, period, q.by[:i + 1])
                nothing = self.nothing(q, metrics[:1], period)[0]
                out.append(lambda key, over=over, nothing=nothing: over[key][0] if key in over else nothing)
        return out

    def place(self, name, value):
        if value is None:
            return 10 ** 9
        return order_of(self.w, name.split('.')[-1], value) if ordered(name) else value

    def keep_top(self, q, metrics, period, x, before):
        """The N greatest groups by the first metric; `(other)` is reckoned over the rest."""
        name = q.by[0]

        def tie(k):
            return ([self.place(name, k[0])],) if ordered(name) else sort_name(self.label(name, k[0]))
        ranked = sorted((k for k in x.rows if k != (None,)), key=lambda k: (x.rows[k][0] is None, -(x.rows[k][0] or 0), tie(k)))
        keep = set(ranked[:q.top])
        if len(ranked) > q.top:
            a, b = ranked[q.top - 1], ranked[q.top]
            decided = tie(a) != tie(b) and (ordered(name) or all(sortable(self.label(name, k[0])) for k in (a, b)))
            edge = x.rows[a][0], x.rows[b][0]
            x.unsure = edge[0] == edge[1] and not decided or isinstance(edge[0], float) and isinstance(edge[1], float) and abs(edge[0] - edge[1]) <= 1e-9 * abs(edge[0])
        rows = {k: v for k, v in x.rows.items() if k in keep}
        if q.other:
            if (None,) in x.rows:
                rows[(None,)] = x.rows[(None,)]
            if len(ranked) > q.top:
                now = self.table(q, metrics, period, q.by, keep=keep)
                if before:
                    now = {OTHER: now.get(OTHER) or self.nothing(q, metrics, period)}
                    old = {k: v for k, v in self.table(q, metrics, before[0], q.by, keep=keep).items() if k == OTHER}
                    now, _ = self.compared(q, metrics, now, [0] * len(metrics), (before[0], old, [0] * len(metrics), None), None, period)
                value = now[OTHER]
                if q.verb == 'share':
                    whole = x.total[1]
                    value = value + [value[0] / whole * 100 if whole and value[0] is not None else None]
                rows[OTHER] = value
        if not all(METRICS[q.definition(m)[0]].exact_rows for m in metrics):
            # What may be missing may also be kept, and stand behind (other) or not.
            x.unsure = True
            x.optional |= {OTHER}
        x.rows = rows
        x.optional &= set(rows)

    def label(self, name, value):
        """The name shown for a key of dimension `name`."""
        last = name.split('.')[-1]
        if value is None or name in cal.GRAINS:
            return value
        if last == 'department':
            return self.w.departments[value]['name']
        if last in ('owner', 'employee'):
            return self.w.employees[value]['name']
        if last in ('customer', 'referrer'):
            if 'by id' not in self.domains:
                self.domains['by id'] = {r['id']: r['name'] for r in self.w.rows['customers']}
            return self.domains['by id'][value]
        return value


# Vietnamese alphabetical order, for names of letters, digits and blanks --------------------------

_LETTERS = {c: i for i, c in enumerate(' 0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz')}
_TONES = {'\u0300': 1, '\u0309': 2, '\u0303': 3, '\u0301': 4, '\u0323': 5}
_MARKS = {'\u0306', '\u0302', '\u031b'}


def sort_name(name):
    """Letters first, then tones, then case (small before capital), as CLDR's `vi` collation compares."""
    if not isinstance(name, str):
        return ([], [], [])
    letters, tones, cases = [], [], []
    for c in unicodedata.normalize('NFD', name):
        if c in _TONES:
            tones[-1] = _TONES[c]
        elif c in _MARKS and letters:
            base = unicodedata.normalize('NFC', letters[-1][1] + c)
            letters[-1] = (_LETTERS.get(base, 99), base)
        else:
            low = c.lower()
            letters.append((_LETTERS.get(low, 99), low))
            tones.append(0)
            cases.append(c != low)
    return ([i for i, _ in letters], tones, cases)


def sortable(name):
    return isinstance(name, str) and all(i != 99 for i in sort_name(name)[0])
