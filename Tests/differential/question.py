"""A question as data, its text, and a reader of the subset of statements the oracle can answer."""
import re

import calendar_ as cal


class Question:
    """`verb` is show, funnel or share; `period` is (text, Period) with an empty text for the default."""

    def __init__(self, verb, metrics=(), by=(), period=('', None), where=None, compare=None, top=None, other=False,
                 having=None, order=None, detail=False, viewer=None, windows=None):
        self.verb, self.metrics, self.by, self.period, self.where = verb, list(metrics), list(by), period, where
        self.compare, self.top, self.other, self.having, self.order = compare, top, other, having, order
        self.detail, self.viewer, self.windows = detail, viewer, windows or {}

    def definition(self, name):
        """The built-in metric behind a name, and the period its window makes of a unit's and the question's."""
        if name not in self.windows:
            return name, lambda p, question, today: p
        how, metric, argument = self.windows[name]
        return metric, lambda p, question, today: cal.window(p, question, how, argument, today, 'week' in self.by or self.period[1].unit == 'week')

    def definitions(self):
        """The `metric` statements this question rests on."""
        return [f'metric {name} = {how}({metric}{", " + argument if argument else ""})' for name, (how, metric, argument) in self.windows.items()]

    def text(self):
        parts = [self.verb]
        if self.detail:
            parts.append('detail')
        if self.metrics:
            parts.append(', '.join(self.metrics))
        clauses = [self.period[0], f'by {", ".join(self.by)}' if self.by else '', f'where {condition_text(self.where)}' if self.where else '']
        if self.compare:
            clauses.append('compare ' + (self.compare if isinstance(self.compare, str) else 'with ' + self.compare[0]))
        if self.top:
            clauses.append(f'top {self.top}' + (' with other' if self.other else ''))
        if self.order:
            clauses.append(f'order by {self.order[0]}' + (' desc' if self.order[1] else ''))
        if self.having:
            clauses.append('having {} {} {}'.format(*self.having))
        return ' '.join(parts + [c for c in clauses if c])

    def variants(self):
        """Smaller questions, for a reproducer: one thing less each."""
        import copy
        def without(**change):
            q = copy.copy(self)
            for k, v in change.items():
                setattr(q, k, v)
            return q
        for i in range(len(self.metrics)):
            if len(self.metrics) > 1:
                yield without(metrics=self.metrics[:i] + self.metrics[i + 1:])
        for i in range(len(self.by)):
            yield without(by=self.by[:i] + self.by[i + 1:])
        for key in ('where', 'compare', 'having', 'order', 'viewer'):
            if getattr(self, key):
                yield without(**{key: None})
        if self.top:
            yield without(top=None, other=False)
        if self.other:
            yield without(other=False)
        for smaller in smaller_conditions(self.where):
            yield without(where=smaller)


def smaller_conditions(c):
    if not c:
        return
    if c[0] in ('and', 'or'):
        yield c[1]
        yield c[2]
        for i in (1, 2):
            for s in smaller_conditions(c[i]):
                yield (c[0], s, c[2]) if i == 1 else (c[0], c[1], s)
    elif c[0] == 'not':
        yield c[1]


# Conditions: ('and' | 'or', a, b), ('not', a), ('is', name, op, [literal, …]).
# Literals: ('text', written, value), ('number', written, value), ('time', written, Period).

def condition_text(c):
    if c[0] in ('and', 'or'):
        def side(x):
            return f'({condition_text(x)})' if x[0] in ('and', 'or') and x[0] != c[0] else condition_text(x)
        return f'{side(c[1])} {c[0]} {side(c[2])}'
    if c[0] == 'not':
        return f'not ({condition_text(c[1])})'
    _, name, op, literals = c
    written = [x[1] for x in literals]
    if op in ('in', 'not in') and literals[0][0] != 'time':
        return f'{name} {op} ({", ".join(written)})'
    if op == 'between':
        return f'{name} between {written[0]} and {written[1]}'
    if not written:
        return f'{name} {op}'
    return f'{name} {op} {written[0]}'


# Reading statements, for the selfcheck -----------------------------------------------------------

class Unsupported(Exception):
    """A statement outside the subset."""


TOKEN = re.compile(r"""\s*('(?:[^']|'')*'|"(?:[^"]|"")*"|\d{4}-W\d\d|\d{4}-Q\d|\d{4}-\d\d-\d\d|\d{4}-\d\d|[\d_]+(?:\.\d+)?[kMB]?|[\w.]+|<=|>=|!=|->|[=<>(),|;\[\]+*/-])""")


def tokens(text):
    out, i = [], 0
    text = text.strip()
    while i < len(text):
        m = TOKEN.match(text, i)
        if not m:
            raise Unsupported(text[i:])
        out.append(m.group(1))
        i = m.end()
    return out


class Reader:
    """A recursive descent over the tokens of one statement."""

    def __init__(self, text, world, kind_of):
        self.t, self.i, self.world, self.kind_of = tokens(text), 0, world, kind_of

    def peek(self, ahead=0):
        return self.t[self.i + ahead] if self.i + ahead < len(self.t) else None

    def take(self, *words):
        if self.peek() in words:
            self.i += 1
            return self.t[self.i - 1]
        return None

    def next(self):
        if self.peek() is None:
            raise Unsupported('the end')
        self.i += 1
        return self.t[self.i - 1]

    def names(self):
        out = [self.next()]
        while self.take(','):
            out.append(self.next())
        return out

    def question(self):
        verb = self.next()
        if verb not in ('show', 'funnel', 'share'):
            raise Unsupported(verb)
        q = Question(verb)
        q.detail = bool(self.take('detail'))
        if verb != 'funnel':
            q.metrics = self.names()
        while self.peek() is not None:
            start = self.i
            if self.take('by'):
                q.by = self.names()
            elif self.take('where'):
                q.where = self.either()
            elif self.take('compare'):
                q.compare = self.take('previous', 'year')
                if not q.compare:
                    raise Unsupported('compare')
            elif self.take('top'):
                q.top = int(self.next())
                q.other = bool(self.take('with') and self.take('other'))
            elif self.take('order'):
                self.take('by')
                q.order = (self.next(), bool(self.take('desc')))
            elif self.take('having'):
                q.having = (self.next(), self.next(), number(self.next()))
            else:
                period = self.period()
                q.period = (' '.join(self.t[start:self.i]), period)
        return q

    def period(self):
        today = self.world.today
        word = self.next()
        if word == 'all':
            return cal.Period(0, today + 1, everything=True)
        if word in ('today', 'yesterday'):
            return cal.of_unit(today - (word == 'yesterday'), 'day')
        if word == 'from':
            a = self.literal_period()
            if not self.take('to'):
                raise Unsupported('from')
            return cal.Period(a.start, self.literal_period().end)
        if word == 'in':
            return self.literal_period()
        if word in ('this', 'previous'):
            unit = self.next()
            start = cal.unit_start(today, unit)
            return cal.of_unit(start if word == 'this' else start - 1, unit)
        if word == 'last':
            n = int(self.next())
            unit = self.next().rstrip('s')
            here = cal.unit_start(today, unit)
            return cal.Period(cal.unit_shift(here, unit, 1 - n), cal.unit_shift(here, unit, 1))
        if word in cal.UNITS:
            if self.peek() and cal.literal_unit(self.peek()):
                return self.literal_period()
            return cal.of_unit(today, word)
        raise Unsupported(word)

    def literal_period(self):
        word = self.next()
        found = cal.literal_unit(word)
        if not found:
            raise Unsupported(word)
        return cal.of_unit(found[1], found[0])

    def either(self):
        left = self.both()
        while self.take('or'):
            left = ('or', left, self.both())
        return left

    def both(self):
        left = self.term()
        while self.take('and'):
            left = ('and', left, self.term())
        return left

    def term(self):
        if self.take('not'):
            return ('not', self.term())
        if self.take('('):
            inner = self.either()
            self.take(')')
            return inner
        name = self.next()
        kind = self.kind_of(name)
        if self.take('is'):
            negative = bool(self.take('not'))
            self.take('null')
            return ('is', name, 'is not null' if negative else 'is null', [])
        negative = bool(self.take('not'))
        if self.take('between'):
            a = self.literal(kind)
            self.take('and')
            return ('is', name, 'between', [a, self.literal(kind)])
        if self.take('starts'):
            self.take('with')
            return ('is', name, 'starts with', [self.literal(kind)])
        if self.take('contains'):
            return ('is', name, 'contains', [self.literal(kind)])
        if self.take('in'):
            values = [self.literal(kind)] if not self.take('(') else None
            if values is None:
                values = [self.literal(kind)]
                while self.take(','):
                    values.append(self.literal(kind))
                self.take(')')
            return ('is', name, 'not in' if negative else 'in', values)
        return ('is', name, self.next(), [self.literal(kind)])

    def literal(self, kind):
        word = self.next()
        if kind == 'time':
            unit, start = cal.literal_unit(word)
            return ('time', word, cal.of_unit(start, unit))
        if kind == 'number':
            return ('number', word, number(word))
        quoted = word[0] in '\'"'
        return ('text', word, word[1:-1].replace(word[0] * 2, word[0]) if quoted else word)


def number(word):
    scale = {'k': 10 ** 3, 'M': 10 ** 6, 'B': 10 ** 9}.get(word[-1], 1)
    digits = word.rstrip('kMB').replace('_', '')
    return (float(digits) if '.' in digits else int(digits)) * scale
