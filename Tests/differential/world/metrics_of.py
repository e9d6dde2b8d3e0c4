"""Random metrics over a world: every aggregate, window, `each`, `per` and `at` that language.md section 4 names."""
import dataclasses as dc

from world.conditions import Conditions
from world.model import Metric
from world.table import aggregates
from world.words import Agg, names, text

EVERY = ('plain', 'plain', 'stock', 'first', 'each', 'moves', 'per', 'inner', 'window', 'window', 'formula', 'time')


class Metrics:
    def __init__(self, world, rng):
        self.w, self.model, self.rng = world, world.model, rng
        self.conditions = Conditions(world, rng)

    def where(self, entity, chance=0.5):
        return self.conditions.condition(entity, 1) if self.rng.random() < chance else None

    def timed(self, union=True):
        return [e for e, x in self.model.entities.items() if x.times] + (list(self.model.events) if union else [])

    def whole(self, entity, time):
        """Another time than the entity's, where it has one."""
        times = [t.name for t in self.model.entities[entity].times if t.name != 'born'][1:]
        return self.rng.choice(times) if times and self.rng.random() < time else None

    def plain(self, entity=None):
        """(an aggregate of rows in the period, its kind, its unit)."""
        rng = self.rng
        entity = entity or rng.choice([e for e in self.model.entities if e not in ('teams', 'staff')] + list(self.model.events))
        if entity in self.model.events:
            if rng.random() < 0.5:
                return Agg('count', entity), 'count', None
            return Agg('count', entity, 'client'), 'count', None
        e = self.model.entities[entity]
        where, at = self.where(entity), self.whole(entity, 0.25) if e.times else None
        roll = rng.random()
        things = [x.name for x in e.links + e.dimensions if not x.name.startswith('age')]
        if roll < 0.3 or not e.measures and roll < 0.6:
            return Agg('count', entity, where=where, at=at), 'count', None
        if roll < 0.45 or not e.measures:
            if not things:
                return Agg('count', entity, where=where, at=at), 'count', None
            others = (rng.choice(things),) if self.pairs and rng.random() < 0.2 else ()
            path = rng.choice(things)
            return Agg('count', entity, path, tuple(o for o in others if o != path), where=where, at=at), 'count', None
        m = rng.choice(e.measures)
        fn = rng.choice(('sum', 'sum', 'sum', 'avg', 'min', 'max', 'median', 'stddev', 'percentile', 'first', 'last'))
        if fn in ('first', 'last') and (not e.times or at or any(self.w.get(r, (m.name,)) is None for r in self.w.rows[entity])):
            fn = 'sum'
        if fn == 'stddev' and m.name == 'amount' and 'large' in self.features:
            fn = 'max'
        kind = 'amount' if fn == 'sum' else 'average'
        return Agg(fn, entity, m.name, where=where, at=at, argument=rng.choice((0.9, 0.25, 0.5)) if fn == 'percentile' else None), kind, m.unit

    pairs = True
    features = ()

    def inner(self):
        """AGG(X of E): an expression of the row."""
        rng = self.rng
        entity = rng.choice([e for e, x in self.model.entities.items() if len([t for t in x.times if t.name != 'born']) > 1 and e != 'clients'] or ['orders'])
        times = [t.name for t in self.model.entities[entity].times if t.name != 'born']
        a, b = rng.sample(times, 2)
        fn = rng.choice(('avg', 'median', 'max', 'min', 'avg'))
        what = rng.choice(('days', 'hours', 'months'))
        end = ('path', b)
        if rng.random() < 0.3:
            what, end = 'days', ('call', 'least', ('path', b), ('P', 'last'))
        x = ('call', what, ('path', a), end)
        if entity == 'orders' and rng.random() < 0.3:
            x, fn, what = ('*', ('path', 'pieces'), ('path', 'rate')), rng.choice(('sum', 'avg', 'max')), None
        return Agg(fn, entity, inner=x, where=self.where(entity, 0.3)), 'duration', 'days' if what == 'days' else None

    def stock(self):
        rng = self.rng
        entity = 'orders' if rng.random() < 0.4 else rng.choice(self.timed(union=False))
        e = self.model.entities[entity]
        where, times = self.where(entity, 0.4), [t.name for t in e.times if t.name != 'born']
        span = None
        if len(times) > 1 and rng.random() < 0.6:
            span = ('path', times[0]), ('path', rng.choice(times[1:]))
        sums = rng.random() < 0.4 and bool(e.measures)
        measure = rng.choice(e.measures) if sums else None
        if span and len(times) > 1 and rng.random() < 0.3:
            x = ('call', 'days', span[0], ('call', 'least', span[1], ('P', 'last')))
            return Agg('avg', entity, inner=x, where=where, span=span, overlaps=True), 'duration', 'days'
        return Agg('sum' if sums else 'count', entity, measure.name if sums else None, where=where, stock=True, span=span), 'stock', measure.unit if sums else None

    def subject_of(self, entity):
        """The link by which an entity's rows name the subject, where there is one and one alone."""
        paths = self.model.subject_paths(entity)
        return paths[0][-1] if len(paths) == 1 and paths[0] else None

    def about_subject(self):
        return [e for e in self.timed(union=False) if e != self.model.subject and self.subject_of(e) and self.model.reach(e, self.subject_of(e)) and len(self.model.reach(e, self.subject_of(e))) == 1]

    def first(self):
        entity = self.rng.choice(self.about_subject())
        links = [self.subject_of(entity)] + [l.name for l in self.model.entities[entity].links]
        return Agg('count', entity, first=self.rng.choice(links), where=self.where(entity)), 'count', None

    def each(self):
        rng = self.rng
        entity = rng.choice(self.about_subject())
        e = self.model.entities[entity]
        link = rng.choice([self.subject_of(entity)] + [l.name for l in e.links])

        def aggregate(kinds):
            kind = rng.choice(kinds)
            if kind == 'sum' and e.measures:
                return ('agg', Agg('sum', None, rng.choice([m.name for m in e.measures])))
            if kind == 'span':
                return ('call', 'days', ('agg', Agg('first_time', None)), ('agg', Agg('last_time', None)))
            if kind == 'where' and self.inside:
                return ('agg', Agg('count', None, where=self.conditions.condition(entity, 0, [d.name for d in e.dimensions])))
            return ('agg', Agg('count', None))
        having = ('cmp', rng.choice(('=', '>=', '<=', '>')), aggregate(('count', 'count', 'sum', 'where')), ('num', rng.randrange(1, 4))) if rng.random() < 0.7 else None
        upto = rng.random() < 0.3
        if rng.random() < 0.5:
            return Agg('count', entity, each=link, where=self.where(entity, 0.4), upto=upto, having=having), 'count', None
        inner = aggregate(('count', 'sum', 'span', 'where'))
        return Agg(rng.choice(('avg', 'max', 'min', 'median', 'sum')), entity, each=link, inner=inner, where=self.where(entity, 0.4), upto=upto, having=having), 'average', None

    inside = True

    def moves(self):
        entity = self.rng.choice(self.about_subject())
        return ('moves', self.rng.choice(('retained', 'lost', 'returning')), entity, self.where(entity, 0.4) if self.inside else None), 'count', None

    def per(self):
        """A condition about the subject's own rows."""
        rng = self.rng
        inner = rng.choice(self.about_subject())
        outer = rng.choice([e for e in self.timed(union=False) if e == self.model.subject or e in self.about_subject()])
        when = rng.choice(('before P', 'up to P', 'ever', 'before this', 'in previous', ''))
        link = self.subject_of(inner) if outer == self.model.subject else self.subject_of(outer)
        if self.subject_of(inner) != link or outer == self.model.subject and self.model.reach(outer, link):
            outer, link = inner, self.subject_of(inner)
        fn = rng.choice(('count', 'count', 'sum'))
        measures = [m.name for m in self.model.entities[inner].measures if m.name != 'amount']
        fn = fn if measures else 'count'
        sub = Agg(fn, inner, rng.choice(measures) if fn == 'sum' else None, where=self.where(inner, 0.4), per=link, when=when)
        test = ('cmp', rng.choice(('>', '=', '>=')), ('agg', sub), ('num', rng.choice((0, 1, 2))))
        narrow = self.where(outer, 0.3)
        return Agg('count', outer, where=('and', narrow, test) if narrow else test), 'count', None

    def time(self):
        entity = self.rng.choice(self.timed(union=False))
        return Agg(self.rng.choice(('first_time', 'last_time')), entity, where=self.where(entity, 0.4)), 'time', None

    def atom(self, kinds):
        kind = self.rng.choice(kinds)
        made = getattr(self, kind)()
        x = made[0] if isinstance(made[0], tuple) else ('agg', made[0])
        return x, made[1], made[2]

    def window(self, base, kind):
        without_days = not any(n[0] in ('span', 'P') for n in self.flat(base))  # so far has no beginning
        if self.begins_by_itself(base) or self.of_moments(base):
            kind = 'stock'  # a window that begins elsewhere would change nothing
        without_days = without_days and not self.looks_before(base)
        how, span = self.rng.choice((('previous', None), ('ago', '1 year'), ('ago', '1 month'), ('ago', '2 weeks'), ('ago', '10 days'), ('ago', '1 quarter'), ('ago', '2 years')) + (() if kind == 'stock' else
                                    (('rolling', '7 days'), ('rolling', '7 days'), ('rolling', '30 days'), ('rolling', '3 months'), ('rolling', '2 weeks'), ('rolling', '1 year'), ('rolling', '1 quarter'), ('cumulative', None), ('cumulative', None), ('to_date', 'year'), ('to_date', 'month'), ('to_date', 'quarter'), ('to_date', 'week'), ('so_far' if without_days else 'cumulative', None))))
        return ('window', how, span, base)

    def begins_by_itself(self, x):
        """Whether a part of it is in a window that says when its rows begin; what is under a `previous` is not."""
        if x[0] == 'window':
            if x[1] in ('rolling', 'cumulative', 'to_date'):
                return True
            return x[1] == 'ago' and self.begins_by_itself(x[3])
        if x[0] == 'metric':
            return self.begins_by_itself(self.model.metrics[x[1]].expr)
        return any(self.begins_by_itself(y) for y in x[1:] if isinstance(y, tuple))

    def looks_before(self, x):
        """Whether it asks for the period before, of which so far has none."""
        return any(n[0] == 'moves' or n[0] == 'window' and n[1] == 'previous' or n[0] == 'agg' and n[1].when in ('before P', 'in previous')
                   for n in self.flat(x))

    def of_moments(self, x):
        """Whether it is all rows up to the period's end, or those open then, whenever the period begins."""
        if x[0] == 'metric':
            return self.of_moments(self.model.metrics[x[1]].expr)
        if x[0] == 'window' and x[1] in ('so_far', 'ago'):
            return x[1] == 'so_far' or self.of_moments(x[3])
        if x[0] in '+-*/':
            return all(self.of_moments(y) or y[0] == 'num' for y in x[1:])
        rows = list(aggregates(self.model, x))
        return bool(rows) and all(a.stock or a.upto for a in rows) and not self.looks_before(x)

    def populate(self, count, kinds=EVERY):
        """Metrics in the model, one after the other; formulas may rest on those before."""
        for i in range(count):
            name = f'm{i}'
            kind = self.rng.choice(kinds)
            known = list(self.model.metrics.values())
            if kind == 'window':
                base = self.rng.choice(known) if known else None
                if base and base.kind != 'time' and not self.untimed(base.expr):
                    self.add(Metric(name, self.window(('metric', base.name), base.kind), base.kind, base.unit if base.unit in ('USD', '%') else None))
                    continue
            if kind == 'formula' and known:
                made = self.formula(known)
                if made:
                    self.add(Metric(name, *made))
                    continue
            x, what, unit = self.atom([kind] if kind not in ('window', 'formula') else ['plain'])
            self.add(Metric(name, x, what, unit))

    def formula(self, known):
        rng = self.rng
        counts = [m for m in known if m.kind == 'count' and not m.unit]
        amounts = [m for m in known if m.kind == 'amount']
        roll = rng.random()
        if roll < 0.3 and len(counts) > 1:
            a, b = rng.sample(counts, 2)
            return (rng.choice('+-'), ('metric', a.name), ('metric', b.name)), 'count', None
        if roll < 0.6 and len(counts) > 1:
            a, b = rng.sample(counts, 2)
            ratio = ('/', ('metric', a.name), ('metric', b.name))
            return (('*', ratio, ('num', 100)) if rng.random() < 0.5 else ratio), 'ratio', '%'
        if roll < 0.85 and amounts and counts:
            a = rng.choice(amounts)
            return ('/', ('metric', a.name), ('metric', rng.choice(counts).name)), 'ratio', a.unit
        if counts:
            a = ('metric', rng.choice(counts).name)
            b = ('metric', rng.choice(counts).name)
            either = rng.choice((('between', a, ('num', 1), ('num', 4)), ('unless', ('between', a, ('num', 2), ('num', 3))), ('in', a, (('num', 0), ('num', 2)), rng.random() < 0.5),
                                 ('and', ('cmp', '>', a, ('num', 0)), ('cmp', '>=', b, ('num', 2))), ('or', ('cmp', '=', a, ('num', 0)), ('not', ('cmp', '<', b, a)))))
            return rng.choice((('call', 'if', ('cmp', '>', a, ('num', 2)), a, ('num', 0)), ('call', 'if', either, a, ('num', 0)), ('call', 'abs', ('-', a, b)), ('call', 'least', a, b, ('num', 4)), ('call', 'coalesce', a, ('num', 0)),
                               ('call', 'greatest', a, ('num', 3)), ('*', a, ('num', 2)), ('/', a, ('span', 'days')))), 'ratio', None
        return None

    def add(self, metric):
        self.model.metrics[metric.name] = metric

    # What a metric may stand beside --------------------------------------------------------------

    def untimed(self, x):
        return any(not self.model.entities[p].times for a in aggregates(self.model, x) for p in self.model.parts(a.entity))

    def flat(self, x):
        """The nodes of a formula, those of the metrics it rests on too."""
        for node in names(x):
            yield node
            if node[0] == 'metric':
                yield from self.flat(self.model.metrics[node[1]].expr)

    def outside(self, x):
        """Whether it looks outside its period."""
        return any(n[0] in ('window', 'moves', 'over', 'span', 'P') or n[0] == 'agg' and (n[1].stock or n[1].overlaps or n[1].first or n[1].upto or n[1].per) for n in self.flat(x))

    def entities(self, x):
        """The entities whose rows are split."""
        return sorted({p for a in aggregates(self.model, x) for p in self.model.parts(a.entity)})

    def inner_entities(self, x):
        """The entities of aggregates inside conditions that look at the group's rows too."""
        return sorted({n[1].entity for n in self.flat(x) if n[0] == 'agg' and n[1].per and n[1].when in ('', 'in previous')})
