"""A metric's value over the rows of a group (language.md section 4, rules.md "Groups, nulls, totals").

A Scope is a question's condition and its groups. It lists the facts of an aggregate in a period, and reckons a formula
for one group from the facts of that group.
"""
import contextlib
import dataclasses as dc

import calendar_ as cal
from world.reduce import reduce
from world.rows import Row, arithmetic, call
from world.words import Agg, names

BEGINNING = 1


def subject_event(model, name):
    """(entity, condition, time) of what is named where an event is asked for: a count metric, else an entity or union."""
    m = model.metrics.get(name)
    if m and m.expr[0] == 'agg' and m.expr[1].fn == 'count' and not m.expr[1].path:
        return m.expr[1].entity, m.expr[1].where, m.expr[1].at
    return name, None, None


def counting_times(model, a):
    """(entity, the time at which the aggregate counts its rows or None)."""
    for part, _, time in model.events[a.entity].parts if a.entity in model.events else [(a.entity, None, None)]:
        placed = model.entities[part].placed
        yield part, a.at or time or (placed.name if placed else None)


class Scope:
    """`by`: the names that split, without units of time; `where`: the question's condition; `merge`: key -> key."""

    def __init__(self, world, period, by=(), where=None, merge=None, only=None):
        self.w, self.model, self.period = world, world.model, period
        self.by, self.where, self.merge, self.only = list(by), where, merge, only
        self.weekly = bool(period) and period.unit == 'week'  # a year ago is 52 weeks
        self.cache, self.paths = {}, {}

    # Rows ----------------------------------------------------------------------------------------

    def path(self, entity, name):
        at = (entity, name)
        if at not in self.paths:
            found = self.model.reach(entity, name)
            if len(found) != 1:
                raise LookupError(f'{name} of {entity}: {found}')
            self.paths[at] = found[0]
        return self.paths[at]

    def namer(self, row, period):
        last = period.last(self.w.today) if period else self.w.today
        return lambda name: self.w.get(row, self.path(row.entity, name), last)

    def meets(self, condition, row, period, instant=None):
        if condition is None:
            return True
        special = lambda x: self.special(x, row, period, instant)
        return self.w.meets(condition, self.namer(row, period), period.last(self.w.today) if period else self.w.today, period, special)

    def value_of(self, x, row, period):
        special = lambda y: self.special(y, row, period, None)
        return self.w.value(x, self.namer(row, period), period.last(self.w.today) if period else self.w.today, period, special)

    def asked(self, row, period):
        """Whether the question's condition holds for the row, and it is one of those the scope is about."""
        return (self.only is None or self.only(row)) and self.meets(self.where, row, period)

    def key(self, row, instant, period):
        out = []
        for name in self.by:
            if name == 'hour':
                out.append(instant.second // 3600)
            elif name == 'weekday':
                out.append((instant.day - 1) % 7 + 1)
            else:
                out.append(self.namer(row, period)(name))
        key = tuple(out)
        return self.merge(key) if self.merge else key

    def counted(self, entity, where, at, period, condition=True):
        """(row, instant) of an entity's rows that meet `where`; within days start..end of `period` where they have a time."""
        for part, extra, time in self.model.events[entity].parts if entity in self.model.events else [(entity, None, None)]:
            placed = self.model.entities[part].placed
            name = at or time or (placed.name if placed else None)
            for row in self.w.rows[part]:
                instant = self.w.time(row, name) if name else None
                if name and (instant is None or not period.start <= instant.day < self.end_at(part, name, period)):
                    continue
                if self.meets(extra, row, period) and self.meets(where, row, period, instant) and (not condition or self.asked(row, period)):
                    yield row, instant

    def end_at(self, entity, time, period):
        """The day after the last on which rows count: of a period that is cut, what is planned counts to the whole's end."""
        return period.planned if self.model.entities[entity].named(time).planned else period.end

    def till(self, period):
        """All days up to a period's end; what is not yet is no part of it."""
        return cal.Period(BEGINNING, min(period.end, self.w.today + 1))

    def facts(self, a, period):
        """(row, instant) behind an aggregate in a period."""
        if a.first:
            return self.firsts(a, period)
        if a.stock or a.overlaps:
            return self.open(a, period)
        if a.upto:
            return self.counted(a.entity, a.where, a.at, self.till(period))
        return self.counted(a.entity, a.where, a.at, period)

    def firsts(self, a, period):
        """Of each thing the first row ever, where it lies in the period and the question."""
        first = {}
        for row, instant in self.counted(a.entity, a.where, a.at, cal.Period(BEGINNING, 10 ** 6), condition=False):
            thing = self.namer(row, period)(a.first)
            if thing is not None and (thing not in first or (instant, row.order) < (first[thing][1], first[thing][0].order)):
                first[thing] = row, instant
        ends = {part: self.end_at(part, time, period) for part, time in counting_times(self.model, a)}
        return [(r, t) for r, t in first.values() if period.start <= t.day < ends[r.entity] and self.asked(r, period)]

    def open(self, a, period):
        """The rows up to a period's end, those open then, or those open at some time in it."""
        end = min(period.end, self.w.today + 1)
        if not a.span:
            yield from self.counted(a.entity, a.where, a.at, cal.Period(BEGINNING, end))
            return
        for row in self.w.rows[a.entity]:
            begun, ended = (self.value_of(x, row, period) for x in a.span)
            if begun is None or begun.day >= end or ended is not None and ended.day < (period.start if a.overlaps else end):
                continue
            if self.meets(a.where, row, period) and self.asked(row, period):
                yield row, begun

    def gather(self, a, period):
        """key -> the facts of an aggregate in that group."""
        at = (a, period.start, period.end, period.planned, period.everything)
        if at not in self.cache:
            groups = {}
            for row, instant in self.facts(a, period):
                groups.setdefault(self.key(row, instant, period), []).append((row, instant))
            self.cache[at] = groups
        return self.cache[at]

    # Inside a condition --------------------------------------------------------------------------

    def special(self, x, row, period, instant):
        """An aggregate of this row's thing, the row's own metric, or whether it is in a segment."""
        if x[0] == 'segment':
            return self.in_segment(x[1], row)
        if x[0] == 'own':
            return self.own(x, row)
        a = x[1]
        if a.when and self.model.entities[a.entity].placed.planned:
            self.w.room.add('what a subject did up to a time, of rows that are placed by a plan')
        thing = self.thing(row, a.per)
        if thing is None:
            return 0 if a.fn in ('count', 'sum') else None
        spans = {'before P': cal.Period(BEGINNING, period.start), 'up to P': self.till(period), 'ever': cal.Period(BEGINNING, 10 ** 6),
                 'before this': cal.Period(BEGINNING, 10 ** 6), 'in previous': period.before(), '': period}
        span = spans[a.when]
        if span is None:
            return 0 if a.fn in ('count', 'sum') else None
        at = (a, span.start, span.end, span.planned, period.start, period.end, self.key(row, instant, period) if a.when == '' and self.by else ())
        if at not in self.cache:
            self.cache[at] = things = {}
            for r, t in self.counted(a.entity, a.where, a.at, span, condition=a.when == ''):
                if a.when and t is not None and t >= self.w.end:
                    continue
                if a.when == '' and self.by and self.key(r, t, period) != at[-1]:
                    continue
                things.setdefault(self.thing(r, a.per), []).append((r, t))
        facts = self.cache[at].get(thing, [])
        if a.when == 'before this':
            now = instant if instant is not None else self.w.placed(row)
            facts = [(r, t) for r, t in facts if now is not None and t < now]
        return self.reduced(a, facts, period)

    def thing(self, row, link):
        """What a row's link leads to; a row of that kind itself is it."""
        found = self.model.reach(row.entity, link)
        return self.w.get(row, found[0]) if found else row

    def in_segment(self, name, row):
        entity, condition = self.model.segments[name]
        paths = self.model.subject_paths(row.entity, entity)
        thing = self.w.get(row, paths[0]) if paths else None
        return thing is not None and Scope(self.w, None).meets(condition, thing, None)

    def own(self, x, row):
        """`[m P]` of one row: the metric over the rows that lead to it."""
        _, metric, _, period = x

        def mine(r):
            paths = self.model.subject_paths(r.entity, row.entity)
            return bool(paths) and self.w.get(r, paths[0]) is row
        period = period or cal.Period(BEGINNING, self.w.today + 1, everything=True)
        return Scope(self.w, period, only=mine).value(('metric', metric), period, ())

    # Values --------------------------------------------------------------------------------------

    def reduced(self, a, facts, period):
        """An aggregate of facts."""
        if a.each:
            return self.per_thing(a, facts, period)
        if a.fn == 'count':
            if not a.path:
                return len(facts)
            things = set()
            for row, _ in facts:
                thing = tuple(self.namer(row, period)(n) for n in (a.path, *a.others))
                if None not in thing:
                    things.add(thing)
            return len(things)
        if a.fn in ('first_time', 'last_time'):
            times = [t for _, t in facts if t is not None]
            return None if not times else min(times) if a.fn == 'first_time' else max(times)
        x = a.inner or ('path', a.path)
        if a.fn in ('first', 'last'):
            known = [(t, r.order, r) for r, t in facts if t is not None]
            if not known:
                return None
            at = (min if a.fn == 'first' else max)(known, key=lambda f: f[:2] if a.fn == 'first' else (f[0], f[1]))
            return self.value_of(x, at[2], period)
        value = reduce(a.fn, [self.value_of(x, row, period) for row, _ in facts], a.argument)
        return value if self.whole(a) or value is None else float(value)

    def whole(self, a):
        """Whether an aggregate's values are whole numbers: those of a measure that is."""
        if a.entity is None or a.inner or not a.path:
            return a.entity is None
        entity = self.model.parts(a.entity)[0]
        kind, member = self.model.kind(entity, self.path(entity, a.path))
        return kind == 'measure' and member.exact

    def per_thing(self, a, facts, period):
        """One row per thing that the facts lead to."""
        things = {}
        for row, instant in facts:
            thing = self.namer(row, period)(a.each)
            if thing is not None:
                things.setdefault(thing, []).append((row, instant))
        kept = []
        for rows in things.values():
            special = lambda x, rows=rows: self.inside(x[1], rows, period)
            if a.having is None or self.w.meets(a.having, None, None, period, special):
                kept.append(self.w.value(a.inner, None, None, period, special) if a.inner else 1)
        if a.fn == 'count':
            return len(kept)
        value = reduce(a.fn, kept)
        summed = [dc.replace(n[1], entity=a.entity) for n in names(a.inner or ('num', 1)) if n[0] == 'agg' and n[1].path]
        return value if value is None or all(self.whole(n) for n in summed) else float(value)

    def inside(self, a, rows, period):
        return self.reduced(a, [(r, t) for r, t in rows if self.meets(a.where, r, period, t)], period)

    def value(self, x, p, key):
        """A formula for one group in a period."""
        if p is None:
            return None
        kind = x[0]
        if kind == 'num':
            return x[1]
        if kind == 'agg':
            return self.reduced(x[1], self.gather(x[1], p).get(key, []), p)
        if kind == 'metric':
            m = self.model.metrics[x[1]]
            v = self.value(m.expr, p, key)
            return v * 100 if v is not None and m.unit == '%' and m.expr[0] == '/' else v
        if kind == 'window':
            with self.windowed(x, p) as over:
                return self.value(x[3], over, key)
        if kind == 'moves':
            return len(self.moved(x, p, key))
        if kind == 'span':
            end = min(p.end, self.w.today + 1)
            return (end - p.start if end > p.start else None) if x[1] == 'days' else p.months(self.w.today)
        if kind == 'P':
            return self.w.clock.midnight({'start': p.start, 'end': p.end, 'last': p.last(self.w.today)}[x[1]])
        if kind in '+-*/':
            return arithmetic(kind, self.value(x[1], p, key), self.value(x[2], p, key))
        if kind == 'call':
            if x[1] == 'if':
                return self.value(x[3] if self.holds(x[2], p, key) else x[4], p, key)
            return call(x[1], [self.value(y, p, key) for y in x[2:]])
        raise ValueError(x)

    def holds(self, c, p, key):
        return self.w.meets(c, None, None, p, lambda x: self.value(x, p, key))

    @contextlib.contextmanager
    def windowed(self, x, p):
        """The period of a window; within `ago` what begins with the question began so long before, too."""
        _, how, span, _ = x
        over, period = self.window(how, span, p), self.period
        if how == 'ago' and period:
            count, unit = int(span.split()[0]), span.split()[1].rstrip('s')
            start = period.start - 364 * count if self.weekly and unit == 'year' else cal.shifted(period.start, -count, unit)
            self.period = cal.Period(start, period.end)
        try:
            yield over
        finally:
            self.period = period

    def window(self, how, span, p):
        """The period of a window; where the contract leaves room, the world is told."""
        room = self.w.room
        if p.everything and how == 'previous':
            room.add('previous over all')
        if how == 'previous':
            return p.before() or cal.Period(BEGINNING, BEGINNING)
        if how == 'ago' and not p.unit and cal.month_start(cal.month_index(p.end)) == p.end and 'week' not in span and 'day' not in span:
            room.add('ago of months that end with a month')
        if how == 'rolling' and 'month' in span and cal.civil(p.end).day > 28:
            room.add('rolling months back from a day that not every month has')
        over = cal.window(p, self.period, how, span, self.w.today, self.weekly)
        if over.end > self.w.today + 1 and any(t.planned for e in self.model.entities.values() for t in e.times):
            room.add('a window that goes on after today, where something is planned')
        return over

    def moved(self, x, p, key):
        """The subjects that `retained`, `lost`, `returning` count."""
        _, kind, event, where = x
        before = p.before()
        entity, _, time = subject_event(self.model, event)
        times = [self.model.entities[part].named(name) for part, name in counting_times(self.model, Agg('count', entity, at=time)) if name]
        if before and before.end > self.w.today + 1 and any(t.planned for t in times):
            self.w.room.add('a period before that goes on after today, where something is planned')
        now = self.subjects(event, where, p, key)
        then = self.subjects(event, where, before, key) if before else set()
        if kind == 'retained':
            return now & then
        if kind == 'lost':
            return then - now
        return set() if before is None else {s for s in now - then if s in self.subjects(event, where, cal.Period(BEGINNING, before.start), key)}

    def subjects(self, event, where, p, key):
        at = ('moves', event, where, p.start, p.end, p.planned)
        if at not in self.cache:
            self.cache[at] = groups = {}
            entity, narrow, time = subject_event(self.model, event)
            for row, instant in self.counted(entity, narrow, time, p):
                if not self.meets(where, row, p, instant):
                    continue
                thing = self.w.get(row, self.model.subject_paths(row.entity)[0])
                if thing is not None:
                    groups.setdefault(self.key(row, instant, p), set()).add(thing)
        return self.cache[at].get(key, set())

    # What stands behind a row --------------------------------------------------------------------

    def behind(self, x, p, sure, maybe):
        """The keys of groups that have rows behind a formula; `maybe`: where the contract leaves room."""
        if p is None:
            return
        kind = x[0]
        if kind == 'agg':
            a = x[1]
            for key, facts in self.gather(a, p).items():
                if a.each:
                    facts = [f for f in facts if self.namer(f[0], p)(a.each) is not None]
                elif a.fn == 'count' and a.path:
                    facts = [f for f in facts if all(self.namer(f[0], p)(n) is not None for n in (a.path, *a.others))]
                if facts:
                    (maybe if a.each else sure).add(key)
        elif kind == 'metric':
            self.behind(self.model.metrics[x[1]].expr, p, sure, maybe)
        elif kind == 'window':
            with self.windowed(x, p) as over:
                self.behind(x[3], over, sure, maybe)
        elif kind == 'moves':
            for period in (p, p.before(), cal.Period(BEGINNING, p.start)):
                if period is not None:
                    self.subjects(x[2], x[3], period, ())
                    maybe.update(self.cache[('moves', x[2], x[3], period.start, period.end, period.planned)])
        elif kind in '+-*/' or kind == 'over':
            for y in x[1:] if kind != 'over' else x[2:]:
                self.behind(y, p, sure, maybe)
        elif kind == 'call':
            for y in x[2:]:
                self.behind(y, p, sure, maybe)
        elif kind in ('cmp', 'in', 'between', 'unless', 'and', 'or', 'not'):
            for y in x[1:]:
                for z in y if kind == 'in' and isinstance(y, tuple) and isinstance(y[0], tuple) else (y,):
                    if isinstance(z, tuple):
                        self.behind(z, p, sure, maybe)
