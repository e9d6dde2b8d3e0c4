"""Random questions over a world: `show` and `share`, with all their clauses."""
import calendar_ as cal
from world.ask import Question
from world.conditions import Conditions, literal
from world.table import planned
from world.words import text


class Questions:
    def __init__(self, world, rng, metrics, features=()):
        self.w, self.model, self.rng, self.metrics = world, world.model, rng, metrics
        self.conditions, self.features = Conditions(world, rng), features

    # Periods -------------------------------------------------------------------------------------

    def day(self):
        """A day the rows lie about, seldom far from them."""
        return self.w.today - self.rng.choice((0, 0, self.rng.randrange(60), self.rng.randrange(400), self.rng.randrange(160)))

    def period(self, none=0.15, ahead=False):
        """(text, Period or None)."""
        rng, today = self.rng, self.w.today
        roll = rng.random()
        if roll < none:
            return rng.choice(('', 'all')), None
        unit = rng.choice(cal.UNITS[1:] + ('month', 'day'))
        if roll < none + 0.1:
            return rng.choice((f'{unit}', f'this {unit}')), cal.of_unit(today, unit)
        if roll < none + 0.2:
            n = rng.randrange(2, 9)
            start = cal.unit_shift(cal.unit_start(today, unit), unit, 1 - n)
            return f'last {n} {unit}s', cal.Period(start, cal.unit_shift(cal.unit_start(today, unit), unit, 1))
        if roll < none + 0.27:
            return f'previous {unit}', cal.of_unit(cal.unit_shift(cal.unit_start(today, unit), unit, -1), unit)
        if roll < none + 0.32:
            return rng.choice((('today', cal.of_unit(today, 'day')), ('yesterday', cal.of_unit(today - 1, 'day'))))
        day = self.day() + (rng.randrange(40) if ahead else 0)
        if roll < none + 0.65:
            said, p = literal(rng, day)
            return f'{p.unit} {said}', p
        if roll < none + 0.72:
            said, p = literal(rng, day)
            return f'in {said}', p
        a, b = sorted((day, self.day()))
        first, second = (cal.of_unit(d, rng.choice(('day', 'day', 'month'))) for d in (a, b))
        return f'from {cal.unit_label(first.start, first.unit)} to {cal.unit_label(second.start, second.unit)}', cal.Period(first.start, second.end)

    # What splits ---------------------------------------------------------------------------------

    def common(self, items):
        """The names by which every asked entity's rows can be split."""
        entities = sorted({e for x in items for e in self.metrics.entities(x) + self.metrics.inner_entities(x)})
        found = None
        for e in entities:
            names = set(self.conditions.names(e)) | {x.name for x in self.model.entities[e].dimensions}
            found = names if found is None else found & names
        found = sorted(n for n in found or () if all(len(self.model.reach(e, n)) == 1 for e in entities))
        if any(self.metrics.inner_entities(x) for x in items):  # the same thing for the rows inside a condition
            found = [n for n in found if len({self.ends(e, n) for e in entities}) == 1]
        return found, entities

    def ends(self, entity, name):
        """Whose name it is in the end."""
        path = self.model.reach(entity, name)[0]
        return self.model.target(entity, path[:-1]), path[-1]

    def splits(self, items):
        names, entities = self.common(items)
        out = []
        for n in names:
            kinds = {self.model.kind(e, self.model.reach(e, n)[0])[0] for e in entities}
            if kinds <= {'text', 'number'} or kinds == {'link'}:
                out.append(n)
        outside = any(self.metrics.outside(x) for x in items)
        return [n for n in out if not (outside and n.split('.')[-1] in ('age', 'age_band'))]

    def by(self, items, grain=0.4, most=2):
        rng = self.rng
        untimed = any(self.metrics.untimed(x) for x in items)
        outside = any(self.metrics.outside(x) for x in items)
        names = self.splits(items)
        chosen = []
        for _ in range(rng.choice((0, 1, 1, 1, 2, most))):
            if rng.random() < grain and not untimed and not any(d in cal.UNITS for d in chosen):
                chosen.append(rng.choice(cal.UNITS[1:] + ('day', 'month') + (() if outside else ('hour', 'weekday'))))
            elif names:
                chosen.append(rng.choice(names))
        out = []
        for d in chosen:
            if d not in out and not any(d.split('.')[-1] == o.split('.')[-1] for o in out):
                out.append(d)
        return out[:most]

    def where(self, items, chance=0.35):
        if self.rng.random() >= chance:
            return None
        names = [n for n in self.common(items)[0] if not n.split('.')[-1].startswith('age')]
        entities = self.common(items)[1]
        kinds = lambda n: {self.model.kind(e, self.model.reach(e, n)[0])[0] for e in entities}
        names = [n for n in names if len(kinds(n)) == 1]
        if not names:
            return None
        if self.model.segments and self.rng.random() < 0.25 and all(len(self.model.subject_paths(e)) == 1 for e in entities):
            return ('segment', self.rng.choice(sorted(self.model.segments)))
        return self.conditions.condition(entities[0], 1, names)

    # Questions -----------------------------------------------------------------------------------

    def item(self, ok=lambda m: True):
        known = [m for m in self.model.metrics.values() if ok(m)]
        return ('metric', self.rng.choice(known).name) if known else None

    def bare(self, items):
        """Whether the rows that a group's numbers rest on are no more than those of the group."""
        return not any(n[0] == 'agg' and n[1].per and n[1].when == 'in previous' for x in items for n in self.metrics.flat(x))

    def fits(self, q):
        """Few enough rows by a unit of time, and a period in which one can be asked."""
        unit = next((d for d in q.by if d in cal.UNITS), None)
        if unit is None:
            return True
        p = q.period[1]
        days = p.end - p.start if p else 1200
        return days / {'day': 1, 'week': 7, 'month': 30, 'quarter': 91, 'year': 365}[unit] < 130

    def show(self):
        rng = self.rng
        while True:
            items = [self.item() for _ in range(rng.choice((1, 1, 2, 3)))]
            items = [x for i, x in enumerate(items) if x not in items[:i]]
            bare = self.bare(items)
            q = Question('show', items, self.by(items) if bare else [], self.period(ahead=any(planned(self.model, x) for x in items)), self.where(items) if bare else None)
            if self.fits(q):
                return self.clauses(q)

    def clauses(self, q):
        rng = self.rng
        untimed = any(self.metrics.untimed(x) for x in q.items)
        times = any(self.model.metrics[x[1]].kind == 'time' for x in q.items if x[0] == 'metric')
        plain = [d for d in q.by if d not in cal.GRAINS]
        if self.has('compare') and rng.random() < 0.25 and not untimed and not times and q.period[1]:
            q.compare = rng.choice(('previous', 'year', 'previous', self.period(0)))
        if self.has('over') and len(q.by) == 1 and plain and rng.random() < 0.15 and not q.compare:
            base = q.items[0]
            if self.model.metrics[base[1]].kind in ('count', 'amount'):
                q.items = q.items + [('over', rng.choice(('share', 'rank')), base)]
        if self.has('top') and plain and rng.random() < 0.25 and not any(d in ('hour', 'weekday') for d in q.by):
            q.top, q.other = rng.randrange(1, 5), rng.random() < 0.5 and not any(x[0] == 'over' for x in q.items)
            if len(q.by) == 2 and len(plain) == 2 and not times and rng.random() < 0.4:
                q.per, q.other = rng.choice(q.by), False
        if self.has('having') and q.by and rng.random() < 0.2 and not times and not (q.top and (q.other or len(q.by) > 1)):
            q.having = (rng.randrange(len(q.items)), rng.choice(('>', '>=', '<', '<=', '=', '!=')), ('num', rng.choice((0, 1, 2, 5, 20))))
        if self.has('order') and len(q.by) == 1 and not q.top and rng.random() < 0.25:
            q.order = (rng.choice([i for i, x in enumerate(q.items)] + plain), rng.random() < 0.5)
        return q

    def has(self, feature):
        return not self.features or feature in self.features

    def share(self):
        rng = self.rng
        while True:
            x = self.item(lambda m: m.kind in ('count', 'amount', 'stock') and m.unit != '%')
            if x is None:
                return self.show()
            by = self.by([x], 0 if self.metrics.outside(x) else 0.2) if self.bare([x]) else []
            if not by and self.bare([x]):
                by = self.splits([x])[:1]
            if not by:
                return self.show()
            q = Question('share', [x], by, self.period(ahead=planned(self.model, x)), self.where([x]) if self.bare([x]) else None)
            if self.fits(q):
                if self.has('top') and by[0] not in cal.GRAINS and len(by) == 1 and rng.random() < 0.2:
                    q.top, q.other = rng.randrange(1, 5), rng.random() < 0.5
                return q
