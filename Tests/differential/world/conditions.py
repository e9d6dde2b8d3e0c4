"""Random conditions over the values that the rows have."""
import calendar_ as cal
from world.clock import Instant
from world.rows import Row, nfc


def literal(rng, day):
    """(text, Period) of a date literal around a day."""
    unit = rng.choice(('day', 'month', 'month', 'week', 'quarter', 'year'))
    p = cal.of_unit(day, unit)
    return cal.unit_label(p.start, unit), p


class Conditions:
    def __init__(self, world, rng):
        self.w, self.model, self.rng = world, world.model, rng

    def names(self, entity, deep=True):
        """Names that reach one thing from an entity: its own members, and those of what it links to."""
        e = self.model.entities[entity]
        own = [x.name for x in e.dimensions + e.links + e.measures + e.times if not self.unnamed(entity, x)]
        found = [n for n in own if not n.startswith('age')]
        if deep:
            for link in e.links:
                target = self.model.entities[link.target]
                for x in target.dimensions + target.links:
                    if x.name.startswith('age'):
                        continue
                    if len(self.model.reach(entity, x.name)) == 1 and not e.named(x.name):
                        if self.model.reach(entity, x.name)[0][0] == link.name:
                            found.append(x.name)
                    else:
                        found.append(f'{link.name}.{x.name}')
        return found

    def unnamed(self, entity, member):
        """A link to rows without a name and with keys that cannot be read."""
        target = self.model.entities.get(getattr(member, 'target', None))
        return target is not None and target.label is None and any(isinstance(r.key, bytes) for r in self.w.rows[target.name])

    def values(self, entity, name):
        path = self.model.reach(entity, name)[0]
        return [v for r in self.w.rows[entity] if (v := self.w.get(r, path, self.w.today)) is not None]

    def atom(self, entity, names=None):
        rng = self.rng
        name = rng.choice(names or self.names(entity))
        path = self.model.reach(entity, name)[0]
        kind, member = self.model.kind(entity, path)
        x = ('path', name)
        if rng.random() < 0.12:
            return ('null', x, rng.random() < 0.5)
        known = self.values(entity, name)
        if not known:
            return ('null', x, rng.random() < 0.5)
        v = rng.choice(known)
        if isinstance(v, Row):
            label = self.w.label(v)
            if not isinstance(label, str) or self.model.entities[v.entity].label is None:
                return ('null', x, rng.random() < 0.5)
            return ('cmp', rng.choice(('=', '!=')), x, ('text', label))
        if isinstance(v, Instant) and rng.random() < 0.35:
            return self.of_times(entity, x, v, names)
        if isinstance(v, Instant):
            said, period = literal(rng, v.day)
            if rng.random() < 0.4:
                return ('within', x, said, period)
            if period.unit == 'year':
                return ('within', x, said, period)
            return ('cmp', rng.choice(('<', '<=', '>', '>=', '=')), x, ('date', said, period))
        if isinstance(v, str):
            return self.of_text(x, v, known)
        return self.of_number(x, v, known)

    def of_times(self, entity, x, v, names):
        """A time between two dates, beside another time of the row, or a number of days from it."""
        rng, roll = self.rng, self.rng.random()
        others = [t.name for t in self.model.entities[entity].times if t.name not in ('born', x[1]) and (names is None or t.name in names)]
        if not others or '.' in x[1] or len(self.model.reach(entity, x[1])[0]) > 1 or roll < 0.3:
            a, b = sorted((v.day, v.day + rng.randrange(60)))
            (first, p), (last, q) = ((cal.iso(d), cal.of_unit(d, 'day')) for d in (a, b))
            c = ('between', x, ('date', first, p), ('date', last, q))
            return ('unless', c) if rng.random() < 0.4 else c
        y = ('path', rng.choice(others))
        if roll < 0.5:
            return ('cmp', rng.choice(('<', '<=', '>', '>=')), x, y)
        if roll < 0.8:
            n, unit = rng.choice(((1, 'day'), (10, 'days'), (36, 'hours'), (1, 'month'), (2, 'weeks'), (-3, 'days'), (1, 'year')))
            return ('cmp', rng.choice(('<', '<=', '>', '>=')), x, ('later', y, n, unit.rstrip('s')))
        return ('cmp', rng.choice(('<', '<=', '>', '>=', '=', '!=')), ('call', rng.choice(('days', 'hours')), x, y), ('num', rng.choice((0, 1, 5, 20))))

    def of_text(self, x, v, known):
        rng, roll = self.rng, self.rng.random()
        if roll < 0.35:
            return ('cmp', '=', x, ('text', v))
        if roll < 0.5:
            return ('cmp', '!=', x, ('text', v))
        if roll < 0.75:
            some = sorted({v, rng.choice(known), rng.choice(known)})
            return ('in', x, tuple(('text', s) for s in some), rng.random() < 0.4)
        if roll < 0.85 and len(v) > 2:
            c = ('has', 'contains', x, v[1:3]) if v[1:3].strip() == v[1:3] and self.plain(v[1:3], known) else ('cmp', '=', x, ('text', v))
            return ('unless', c) if c[0] == 'has' and rng.random() < 0.4 else c
        if roll < 0.92:
            return ('has', 'starts with', x, v[:2]) if self.plain(v[:2], known) else ('cmp', '!=', x, ('text', v))
        return ('not', ('cmp', '=', x, ('text', v)))

    @staticmethod
    def plain(part, known):
        """Whether a part of a text finds the same values whatever is folded."""
        from oracle import fold
        return all((part in k) == (fold(part) in fold(k)) for k in known) and part.strip() == part

    def of_number(self, x, v, known):
        rng = self.rng
        v = int(v) if v == int(v) else float(v)
        if rng.random() < 0.2:
            low, high = sorted((v, (lambda k: int(k) if k == int(k) else float(k))(rng.choice(known))))
            if low >= 0:
                c = ('between', x, ('num', low), ('num', high))
                return ('unless', c) if rng.random() < 0.4 else c
        if rng.random() < 0.1:  # 2k, 1_500, 0.5M
            said, n = rng.choice((('2k', 2000), ('1_500', 1500), ('0.5M', 500000), ('1.5k', 1500)))
            return ('cmp', rng.choice(('<', '<=', '>', '>=')), x, ('spelled', said, n))
        if rng.random() < 0.1:
            return ('cmp', rng.choice(('=', '<', '>=', '!=')), ('call', 'coalesce', x, ('num', 0)), ('num', rng.choice((0, 1, 5))))
        if v < 0:
            return ('cmp', rng.choice(('<', '>=')), x, ('num', 0))
        if len(repr(v)) > 9 and isinstance(v, float):  # whether a long fraction is read to the last digit is not asked
            return ('cmp', rng.choice(('<', '>=')), x, ('num', round(v, 4)))
        return ('cmp', rng.choice(('=', '<', '<=', '>', '>=', '!=')), x, ('num', v))

    def condition(self, entity, depth=2, names=None):
        roll = self.rng.random()
        if depth and roll < 0.25:
            return (self.rng.choice(('and', 'or')), self.condition(entity, depth - 1, names), self.condition(entity, depth - 1, names))
        if depth and roll < 0.32:
            return ('not', self.condition(entity, depth - 1, names))
        return self.atom(entity, names)
