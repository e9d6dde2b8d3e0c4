"""The rows an entity has on a day, and what an expression is of a row (language.md section 3, rules.md "Periods").

Plain loops over what sqlite3 reads; nothing here knows how kpi does it.
"""
import decimal
import re
import sqlite3
import unicodedata

import calendar_ as cal
from world.clock import Clock, Instant, read
from world.model import Time


def nfc(value):
    return unicodedata.normalize('NFC', value) if isinstance(value, str) else value


def same_key(value):
    """What two stored keys must have in common to be one: 1, 1.0 and '1' are; '01' and '1' are not."""
    if isinstance(value, float) and value == int(value):
        return 'n', int(value)
    if isinstance(value, int):
        return 'n', value
    if isinstance(value, str) and re.fullmatch(r'-?[1-9]\d*|0', value):
        return 'n', int(value)
    return ('b' if isinstance(value, bytes) else 't'), nfc(value)


class Row:
    """`order` breaks ties: the place by key."""
    __slots__ = ('entity', 'raw', 'key', 'order', 'cache')

    def __init__(self, entity, raw, key):
        self.entity, self.raw, self.key, self.order, self.cache = entity, raw, key, 0, {}

    def __repr__(self):
        return f'{self.entity}#{self.key!r}'


def number(value, form=None):
    """A stored number; text that holds a decimal is one too, and text for people in the form that the model says."""
    if isinstance(value, str) and form:
        points, comma = ('.', ',') if form == '1.234,56' else (',', '.')
        bare = re.sub('[₫đ$%]|VND|USD', '', value).strip()
        if not re.fullmatch(rf'-?(\d+|\d{{1,3}}([{points}]\d{{3}})+)([{comma}]\d+)?', bare):
            return None
        value = bare.replace(points, '').replace(comma, '.')
    if isinstance(value, str):
        try:
            return decimal.Decimal(value.strip())
        except decimal.InvalidOperation:
            return None
    return value if isinstance(value, (int, float)) else None


class World:
    """The rows of a model's database on its day. `rows[entity]`: those that are there."""

    def __init__(self, model, path):
        self.model, self.clock, self.today, self.room = model, Clock(model.zone), model.today, set()
        self.end = self.clock.midnight(self.today + 1)
        db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        db.row_factory = sqlite3.Row
        self.tables = {}
        for (table,) in db.execute("select name from sqlite_master where type in ('table', 'view')").fetchall():
            self.tables[table] = [dict(r) for r in db.execute(f'select * from "{table}"')]
        db.close()
        self.lookups, self.rows, self.keyed, stored = {}, {}, {}, {}
        for name, e in model.entities.items():
            stored[name] = [Row(name, r, r[e.key]) for r in self.tables[e.table] if r[e.key] is not None]
            if e.where:
                stored[name] = [r for r in stored[name] if self.meets(e.where, lambda path, r=r: r.raw[path])]
            for i, r in enumerate(sorted(stored[name], key=lambda r: same_key(r.key))):
                r.order = i
            self.keyed[name] = {same_key(r.key): r for r in stored[name]}
        for name in model.entities:
            self.rows[name] = [r for r in stored[name] if self.there(r)]

    def there(self, row):
        """Whether a row's placing time, unless it is planned, is not after today."""
        if 'there' not in row.cache:
            row.cache['there'] = True
            t = self.model.entities[row.entity].placed
            if t and not t.planned:
                at = self.stored_time(row, t)
                row.cache['there'] = at is None or at < self.end
        return row.cache['there']

    # A row's own names ---------------------------------------------------------------------------

    def stored_time(self, row, t):
        kind, what = t.source
        if kind == 'column':
            return read(row.raw[what], t.how, self.clock)
        if kind == 'path':
            return self.get(row, tuple(what.split('.')))
        # Inside the definition of a time the others are read as they stand: what closes tomorrow is open today.
        return self.value(what, lambda path: self.raw_name(row, path))

    def raw_name(self, row, path):
        member = self.model.entities[row.entity].named(path)
        return self.stored_time(row, member) if isinstance(member, Time) else self.get(row, tuple(path.split('.')))

    def time(self, row, name):
        """A declared time; one after today is none, unless it is planned."""
        if name not in row.cache:
            t = self.model.entities[row.entity].named(name)
            at = self.stored_time(row, t)
            row.cache[name] = None if at is not None and not t.planned and at >= self.end else at
        return row.cache[name]

    def placed(self, row):
        t = self.model.entities[row.entity].placed
        return self.time(row, t.name) if t else None

    def own(self, row, name, last=None):
        """A member of the row; `last` is the day on which ages are taken."""
        kind, member = self.model.own(row.entity, name)
        if kind == 'key':
            return row.key
        if kind == 'time':
            return self.time(row, name)
        if kind == 'link':
            return self.link(row, member)
        if name in row.cache:
            return row.cache[name]
        source, what = member.source[:2]
        if source == 'expr':
            return self.value(what, lambda path: self.get(row, tuple(path.split('.')), last), last)
        if source == 'lookup':
            value = self.lookup(row.raw[what], *member.source[2:5])
        else:
            value = row.raw[what]
        form = member.form if kind == 'measure' else None
        row.cache[name] = number(value, form) if kind in ('measure', 'number') else nfc(value)
        return row.cache[name]

    def lookup(self, value, table, shown, key):
        """The text that a key leads to. Without `by`, the lookup's key is its column `id`."""
        at = (table, shown, key)
        if at not in self.lookups:
            self.lookups[at] = {same_key(r[key or 'id']): r[shown] for r in reversed(self.tables[table])}
        return None if value is None else self.lookups[at].get(same_key(value))

    def link(self, row, link):
        if link.path:
            return self.get(row, tuple(link.path.split('.')))
        name = ('->', link.name)
        if name not in row.cache:
            value = row.raw[link.column]
            found = None if value is None else self.keyed[link.target].get(same_key(value))
            row.cache[name] = found if found is not None and self.there(found) else None
        return row.cache[name]

    def get(self, row, path, last=None):
        """What a path of links and a last name lead to; `()` is the row itself."""
        for i, name in enumerate(path):
            row = self.own(row, name, last)
            if row is None:
                return None
        return row

    def label(self, row):
        """What a row is called."""
        name = self.model.entities[row.entity].label
        return nfc(row.raw[name]) if name else row.key

    # Expressions of a row ------------------------------------------------------------------------

    def value(self, x, name, last=None, period=None, special=None):
        """An expression; `name` gives the value of a path, `special` those of aggregates and of the row's own metrics."""
        kind = x[0]
        v = lambda y: self.value(y, name, last, period, special)
        if kind in ('num', 'text'):
            return x[1]
        if kind == 'spelled':
            return x[2]
        if kind == 'later':
            t = v(x[1])
            return None if t is None else self.clock.moved(t, x[2], x[3])
        if kind == 'null!':
            return None
        if kind == 'path':
            return name(x[1])
        if kind == 'P':
            day = {'start': period.start, 'end': period.end, 'last': period.last(self.today)}[x[1]]
            return self.clock.midnight(day)
        if kind == 'date':
            return x[2]
        if kind in ('agg', 'own', 'metric'):
            return special(x)
        if kind == 'age':
            return age(v(x[1]), last)
        if kind == 'bands':
            return band(v(x[1]), x[2])
        if kind in '+-*/':
            return arithmetic(kind, v(x[1]), v(x[2]))
        if kind == 'call':
            fn, args = x[1], x[2:]
            if fn == 'if':
                return v(args[1]) if self.meets(args[0], name, last, period, special) else v(args[2])
            return call(fn, [v(a) for a in args])
        return self.meets(x, name, last, period, special)

    def meets(self, x, name, last=None, period=None, special=None):
        """A condition, two-valued: a comparison with nothing is false, its opposite true."""
        kind = x[0]
        v = lambda y: self.value(y, name, last, period, special)
        m = lambda y: self.meets(y, name, last, period, special)
        if kind == 'and':
            return m(x[1]) and m(x[2])
        if kind == 'or':
            return m(x[1]) or m(x[2])
        if kind in ('not', 'unless'):
            return not m(x[1])
        if kind == 'segment':
            return special(x)
        if kind == 'null':
            return (v(x[1]) is None) != x[2]
        if kind == 'within':
            t = v(x[1])
            return t is not None and x[3].start <= t.day < x[3].end
        if kind == 'in':
            return any(self.compare('=', v(x[1]), v(b)) for b in x[2]) != x[3]
        if kind == 'between':
            return self.compare('>=', v(x[1]), v(x[2])) and self.compare('<=', v(x[1]), v(x[3]))
        if kind == 'has':
            t = v(x[2])
            return t is not None and (x[3] in t if x[1] == 'contains' else t.startswith(x[3]))
        if kind == 'cmp':
            return self.compare(x[1], v(x[2]), v(x[3]))
        raise ValueError(x)

    def compare(self, op, a, b):
        if op == '!=':
            return not self.compare('=', a, b)
        if a is None or b is None:
            return False
        if isinstance(b, cal.Period):  # a time against a date: the date's days
            return {'=': b.start <= a.day < b.end, '<': a.day < b.start, '<=': a.day < b.end, '>': a.day >= b.end, '>=': a.day >= b.start}[op]
        if isinstance(a, Row):  # a link against a name
            a = self.label(a)
        if isinstance(a, (int, float, decimal.Decimal)):
            a, b = exact(a), exact(b)
        return a == b if op == '=' else {'<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b}[op]


def exact(n):
    """Decimals compare as they are written."""
    return decimal.Decimal(repr(n)) if isinstance(n, float) else n


def arithmetic(op, a, b):
    """Nothing with anything is nothing; a division by zero is nothing."""
    if a is None or b is None:
        return None
    if isinstance(a, decimal.Decimal) or isinstance(b, decimal.Decimal):
        a, b = float(a), float(b)
    if op == '/':
        return None if b == 0 else a / b
    return a + b if op == '+' else a - b if op == '-' else a * b


def days(a, b):
    return None if a is None or b is None else b.day - a.day


def call(fn, args):
    if fn == 'days':
        return days(*args)
    if fn == 'hours':
        return None if None in args else (args[1].ms - args[0].ms) / 3600000
    if fn == 'months':
        return None if None in args else days(*args) / 30.4375
    if fn == 'coalesce':
        return next((a for a in args if a is not None), None)
    known = [a for a in args if a is not None]
    if fn in ('least', 'greatest'):
        return None if not known else min(known) if fn == 'least' else max(known)
    if not known:
        return None
    if fn == 'abs':
        return abs(args[0])
    if fn == 'round':
        return half_up(args[0])
    raise ValueError(fn)


def half_up(n):
    """To the nearest whole number, halves away from zero."""
    n = decimal.Decimal(repr(n)) if isinstance(n, float) else decimal.Decimal(n)
    return int(n.to_integral_value(decimal.ROUND_HALF_UP))


def age(born, last):
    """Full years on a day; who was born on 29 February has the birthday on 1 March in other years."""
    if born is None:
        return None
    b, d = cal.civil(born.day), cal.civil(last)
    return None if born.day > last else d.year - b.year - ((d.month, d.day) < (b.month, b.day))


def band(n, edges):
    if n is None:
        return None
    if n < edges[0]:
        return f'<{edges[0]}'
    for a, b in zip(edges, edges[1:]):
        if n < b:
            return f'{a}–{b - 1}' if b - a > 1 else str(a)
    return f'{edges[-1]}+'


def band_labels(edges):
    return [f'<{edges[0]}'] + [f'{a}–{b - 1}' if b - a > 1 else str(a) for a, b in zip(edges, edges[1:])] + [f'{edges[-1]}+']
