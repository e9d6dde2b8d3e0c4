"""A question as data, its text, and smaller questions that may still show a fault."""
import dataclasses as dc

import calendar_ as cal
from world.words import text


@dc.dataclass
class Question:
    """`items`: formulas; `period`: (text, Period or None); `compare`: previous, year or (text, Period); `order`: (index of
    an item or a name of `by`, descending); `having`: (index, comparison, number); `more`: what only its verb has."""
    verb: str
    items: list = dc.field(default_factory=list)
    by: list = dc.field(default_factory=list)
    period: tuple = ('', None)
    where: tuple = None
    compare: object = None
    top: int = None
    other: bool = False
    per: str = None
    order: tuple = None
    having: tuple = None
    pipes: list = dc.field(default_factory=list)
    drill: tuple = None
    more: dict = dc.field(default_factory=dict)

    def column(self, i):
        return text(self.items[i])

    def head(self):
        return self.verb + (' ' + ', '.join(text(i) for i in self.items) if self.items else '')

    def text(self):
        out = self.more['head'] if 'head' in self.more else self.head()
        if self.by:
            out += ' by ' + ', '.join(self.by)
        if self.period[0]:
            out += ' ' + self.period[0]
        if 'tail' in self.more:
            out += ' ' + self.more['tail']
        if self.where:
            out += ' where ' + text(self.where)
        if self.compare:
            out += ' compare ' + (self.compare if isinstance(self.compare, str) else 'with ' + self.compare[0])
        if self.having:
            out += f' having {self.having_name()} {self.having[1]} {text(self.having[2])}'
        if self.top:
            out += f' top {self.top}' + (f' per {self.per}' if self.per else '') + (' with other' if self.other else '')
        if self.order:
            at, descending = self.order
            out += ' order by ' + (at if isinstance(at, str) else self.column(at)) + (' desc' if descending else '')
        return out

    def having_name(self):
        return self.column(self.having[0])

    def replaced(self, **changes):
        return dc.replace(self, **changes)

    def variants(self):
        """Smaller questions, the greatest steps first."""
        if self.pipes:
            yield self.replaced(pipes=[])
            for i in range(len(self.pipes)):
                yield self.replaced(pipes=self.pipes[:i] + self.pipes[i + 1:])
        for name in ('drill', 'compare', 'top', 'having', 'order', 'where'):
            if getattr(self, name):
                yield self.replaced(**{name: None}, **({'other': False, 'per': None} if name == 'top' else {}))
        if self.other:
            yield self.replaced(other=False)
        if self.where and self.where[0] in ('and', 'or'):
            yield self.replaced(where=self.where[1])
            yield self.replaced(where=self.where[2])
        if self.where and self.where[0] == 'not':
            yield self.replaced(where=self.where[1])
        if not self.top and not self.drill and not self.having and (self.verb not in ('share', 'why') or len(self.by) > 1):
            for i in range(len(self.by)):
                if not (self.order and self.order[0] == self.by[i]):
                    yield self.replaced(by=self.by[:i] + self.by[i + 1:])
        if len(self.items) > 1 and not self.order and not self.having:
            for i in range(len(self.items)):
                yield self.replaced(items=self.items[:i] + self.items[i + 1:])
        if self.items:
            for i, item in enumerate(self.items):
                for smaller in self.more.get('parts', {}).get(text(item), []):
                    yield self.replaced(items=self.items[:i] + [smaller] + self.items[i + 1:])


class Expected:
    """`rows`: key -> cells; `places`: key -> what orders it, level by level; `optional`: keys whose row may be missing;
    `layout`: the columns as printed, where the groups do not stand first; `extra`: the tables beside the rows."""

    def __init__(self, name, dims=()):
        self.name, self.dims, self.columns = name, list(dims), []
        self.rows, self.optional, self.places, self.total = {}, set(), None, None
        self.period, self.unsure, self.layout, self.extra = None, None, None, {}
        self.ordered = True

