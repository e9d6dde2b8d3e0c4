"""Expressions as data (tuples that begin with their kind), and their text in the language.

Of a row:     ('num', n) ('text', s) ('date', literal, Period) ('path', 'a.b') ('P', 'start') ('call', name, a, b …)
              ('+', a, b) … ('bands', a, edges) ('age', a) ('later', a, n, unit): a time moved by a span
              ('spelled', text, n): a number in another form than Python's
Conditions:   ('cmp', op, a, b) ('in', a, [b …], negated) ('between', a, b, c) ('has', 'contains', a, s) ('null', a, negated)
              ('within', a, literal, Period) ('and', a, b) ('or', a, b) ('not', a) ('segment', name)
              ('unless', c): `not` before the word of between, contains, starts with
              ('own', metric, period text, Period): the row's own metric, `[m all]`
Of a group:   ('agg', Agg) ('metric', name) ('window', how, span, a) ('over', share or rank, a) ('moves', retained …, event, where)
              ('span', 'days' or 'months'): days(P), months(P)
"""
import dataclasses as dc


@dc.dataclass(frozen=True)
class Agg:
    fn: str
    entity: str
    path: str = None        # the measure, or what is counted once
    others: tuple = ()      # further paths of count(distinct a, b)
    inner: tuple = None     # an expression of the row (X of E), or of a thing's rows (X each E.LINK)
    where: tuple = None
    at: str = None
    argument: float = None
    stock: bool = False
    span: tuple = None      # while A .. B
    overlaps: bool = False
    first: str = None       # count(first E per LINK)
    per: str = None         # in a condition: of this row's LINK
    when: str = ''          # '', before P, before this, up to P, ever, in previous
    each: str = None
    upto: bool = False
    having: tuple = None


RANK = {'or': 1, 'and': 2, 'not': 3, 'cmp': 4, 'unless': 4, 'between': 4, 'has': 4, 'later': 5, '+': 5, '-': 5, '*': 6, '/': 6}


def text(x, level=0):
    own = RANK.get(x[0], 9)
    out = plain(x)
    return f'({out})' if own < level else out


def quoted(s):
    return "'" + s.replace("'", "''") + "'"


def number(n):
    return repr(n) if isinstance(n, float) else str(n)


def plain(x, unless=''):
    kind = x[0]
    if kind == 'unless':
        return plain(x[1], 'not ')
    if kind == 'num':
        return number(x[1])
    if kind == 'spelled':
        return x[1]
    if kind == 'later':
        return f'{text(x[1], 5)} {"-" if x[2] < 0 else "+"} {abs(x[2])} {x[3]}{"" if abs(x[2]) == 1 else "s"}'
    if kind == 'text':
        return quoted(x[1])
    if kind in ('date', 'path', 'metric', 'segment'):
        return x[1]
    if kind == 'P':
        return f'P.{x[1]}'
    if kind == 'null!':
        return 'null'
    if kind == 'call':
        return f'{x[1]}({", ".join(text(a) for a in x[2:])})'
    if kind == 'bands':
        return f'bands({text(x[1])}, {", ".join(map(str, x[2]))})'
    if kind == 'age':
        return f'age({text(x[1])})'
    if kind in '+-*/':
        return f'{text(x[1], RANK[kind])} {kind} {text(x[2], RANK[kind] + 1)}'
    if kind == 'cmp':
        return f'{text(x[2], 5)} {x[1]} {text(x[3], 5)}'
    if kind == 'in':
        return f'{text(x[1], 5)} {"not in" if x[3] else "in"} ({", ".join(text(b) for b in x[2])})'
    if kind == 'between':
        return f'{text(x[1], 5)} {unless}between {text(x[2], 5)} and {text(x[3], 5)}'
    if kind == 'has':
        return f'{text(x[2], 5)} {unless}{x[1]} {quoted(x[3])}'
    if kind == 'null':
        return f'{text(x[1], 5)} is {"not " if x[2] else ""}null'
    if kind == 'within':
        return f'{text(x[1], 5)} in {x[2]}'
    if kind in ('and', 'or'):
        return f'{text(x[1], RANK[kind])} {kind} {text(x[2], RANK[kind] + 1)}'
    if kind == 'not':
        return f'not {text(x[1], 4)}'
    if kind == 'own':
        return f'[{x[1]} {x[2]}]'
    if kind == 'agg':
        return aggregate(x[1])
    if kind == 'window':
        return f'{x[1]}({text(x[3])}{", " + x[2] if x[2] else ""})'
    if kind == 'over':
        return f'{x[1]}({text(x[2])})'
    if kind == 'moves':
        return f'{x[1]}({x[2]}{" where " + text(x[3]) if x[3] else ""})'
    if kind == 'span':
        return f'{x[1]}(P)'
    raise ValueError(x)


def aggregate(a):
    clauses = ''
    if a.where:
        clauses += f' where {text(a.where)}'
    if a.at:
        clauses += f' at {a.at}'
    if a.span:
        clauses += f' while {text(a.span[0], 5)} .. {text(a.span[1], 5)}'
    if a.overlaps:
        clauses += ' overlaps P'
    if a.per:
        clauses += f' per {a.per}' + (f' {a.when}' if a.when else '')
    if a.each:
        if a.upto:
            clauses += ' up to P'
        if a.having:
            clauses += f' having {text(a.having)}'
        return f'{a.fn}({text(a.inner) + " " if a.inner else ""}each {a.entity}.{a.each}{clauses})'
    if a.entity is None:  # of a thing's rows, inside `each`
        return f'{a.fn}({"distinct " + a.path if a.fn == "count" and a.path else a.path or ""}{clauses if a.path else clauses.lstrip()})'
    if a.first:
        return f'count(first {a.entity} per {a.first}{clauses})'
    name = f'{a.entity}.{a.path}' if a.path else a.entity
    if a.inner:
        name = f'{text(a.inner)} of {a.entity}'
    if a.others:
        name += ''.join(f', {a.entity}.{o}' for o in a.others)
    if a.fn == 'count' and a.path:
        name = 'distinct ' + name
    if a.stock:
        return f'stock({"sum " if a.fn == "sum" else ""}{name}{clauses})'
    if a.fn == 'percentile':
        name += f', {a.argument}'
    return f'{a.fn}({name}{clauses})'


def names(x, found=None):
    """Every node of an expression, those inside aggregates too."""
    found = [] if found is None else found
    if isinstance(x, Agg):
        for part in (x.inner, x.where, x.having, *(x.span or ())):
            if part:
                names(part, found)
    elif isinstance(x, (tuple, list)):
        if isinstance(x, tuple) and x and isinstance(x[0], str):
            found.append(x)
        for part in x:
            if isinstance(part, (tuple, list, Agg)):
                names(part, found)
    return found
