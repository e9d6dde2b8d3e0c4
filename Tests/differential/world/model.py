"""A model as data, its text, and how a name is found from an entity (language.md section 3, rules.md "Names")."""
import dataclasses as dc

from world.words import quoted, text


@dc.dataclass
class Time:
    """`source`: ('column', c), ('path', p) or ('expr', e); `how`: the form declared, None for text as it stands."""
    name: str
    source: tuple
    how: str = None
    planned: bool = False

    def line(self):
        kind, what = self.source
        form = {None: '', 'offset': '', 'day': '', 'dd/mm/yyyy': ' as "dd/mm/yyyy"', 'yyyymmdd': ' as "yyyymmdd"'}.get(self.how, f' as {self.how}')
        said = '' if kind == 'column' and what == self.name and not form else f' = {text(what) if kind == "expr" else what}'
        return f'time {self.name}{said}{form}{" planned" if self.planned else ""}'


@dc.dataclass
class Dimension:
    """`source`: ('column', c), ('lookup', column, table, text column, key column or None, order column or None), ('expr', e)."""
    name: str
    kind: str
    source: tuple

    @property
    def ordered(self):
        return self.source[0] == 'lookup' and self.source[5] is not None or self.banded

    @property
    def banded(self):
        return self.source[0] == 'expr' and self.source[1][0] == 'bands'

    def line(self):
        kind = self.source[0]
        if kind == 'column':
            return f'dimension {self.name}' + ('' if self.source[1] == self.name else f' = {self.source[1]}')
        if kind == 'expr':
            return f'dimension {self.name} = {text(self.source[1])}'
        _, column, table, shown, key, order = self.source
        return f'dimension {self.name} = {column} -> {table}.{shown}' + (f' by {key}' if key else '') + (f' order {order}' if order else '')


@dc.dataclass
class Measure:
    name: str
    source: tuple
    unit: str = None
    exact: bool = True  # whole numbers
    form: str = None  # how its texts write numbers for people

    def line(self):
        kind, what = self.source
        said = '' if kind == 'column' and what == self.name and not self.unit else f' = {text(what) if kind == "expr" else what}'
        return f'measure {self.name}{said}' + (f' as "{self.form}"' if self.form else '') + (f' as {self.unit}' if self.unit else '')


@dc.dataclass
class Link:
    """A column that holds the key of `target`, or another name for a path of links."""
    name: str
    target: str
    column: str = None
    path: str = None

    def line(self):
        return f'link {self.name} = ' + (f'{self.column} -> {self.target}' if self.column else self.path)


@dc.dataclass
class History:
    """`lookup`: (table, text column) where the states are keys of a lookup."""
    name: str
    table: str
    by: str
    at: str
    before: str
    after: str
    lookup: tuple = None

    def line(self):
        to = f' -> {self.lookup[0]}.{self.lookup[1]}' if self.lookup else ''
        return f'history {self.name} = {self.table} by {self.by} at {self.at} from {self.before} to {self.after}{to}'


@dc.dataclass
class Entity:
    name: str
    table: str
    key: str
    where: tuple = None
    label: str = None
    times: list = dc.field(default_factory=list)
    dimensions: list = dc.field(default_factory=list)
    measures: list = dc.field(default_factory=list)
    links: list = dc.field(default_factory=list)
    histories: list = dc.field(default_factory=list)

    @property
    def placed(self):
        return self.times[0] if self.times else None

    def named(self, name):
        return next((x for x in self.times + self.dimensions + self.measures + self.links if x.name == name), None)

    def lines(self):
        yield f'entity {self.name} {{'
        yield f'  table {self.table} key {self.key}' + (f' where {text(self.where)}' if self.where else '')
        if self.label:
            yield f'  name {self.label}'
        for x in self.times + self.dimensions + self.measures + self.links + self.histories:
            yield '  ' + x.line()
        yield '}'


@dc.dataclass
class Events:
    """`parts`: (entity, condition or None, the time's name or None)."""
    name: str
    parts: list

    def line(self):
        return f'events {self.name} = ' + ' + '.join(e + (f'({text(c)})' if c else '') + (f' at {at}' if at else '') for e, c, at in self.parts)


@dc.dataclass
class Metric:
    """`kind`: count, amount, ratio, average, stock, duration, time; what the generator may do with it."""
    name: str
    expr: tuple
    kind: str
    unit: str = None
    lower: bool = False

    def line(self):
        return f'metric {self.name} = {text(self.expr)}' + (f' as {self.unit}' if self.unit else '') + (' better lower' if self.lower else '')


@dc.dataclass
class Target:
    metric: str
    amount: int
    unit: str
    by: tuple = None  # (dimension, value)

    def line(self):
        return f'target {self.metric} {self.amount} per {self.unit}' + (f' for {self.by[0]} = {quoted(self.by[1])}' if self.by else '')


@dc.dataclass
class Model:
    subject: str
    zone: str
    today: int
    entities: dict = dc.field(default_factory=dict)
    events: dict = dc.field(default_factory=dict)
    segments: dict = dc.field(default_factory=dict)
    metrics: dict = dc.field(default_factory=dict)
    targets: list = dc.field(default_factory=list)
    reports: list = dc.field(default_factory=list)

    def text(self):
        lines = ['model world "World"', f'subject {self.subject}', '']
        for e in self.entities.values():
            lines += [*e.lines(), '']
        lines += [e.line() for e in self.events.values()]
        for name, (entity, condition) in self.segments.items():
            lines.append(f'segment {name} = {entity} where {text(condition)}')
        lines += [m.line() for m in self.metrics.values()] + [t.line() for t in self.targets] + self.reports
        return '\n'.join(lines) + '\n'

    # Names ---------------------------------------------------------------------------------------

    def parts(self, name):
        """The entities behind a name that counts: itself, or the parts of a union."""
        return [p[0] for p in self.events[name].parts] if name in self.events else [name]

    def own(self, entity, name):
        """(kind, the member) of an entity's own name, or None."""
        e = self.entities[entity]
        if name == e.key and e.named(name) is None:
            return 'key', None
        x = e.named(name)
        if x is None:
            return None
        return {Time: 'time', Dimension: getattr(x, 'kind', None), Measure: 'measure', Link: 'link'}[type(x)], x

    def target(self, entity, path):
        """The entity at the end of a path of links."""
        for step in path:
            link = self.entities[entity].named(step)
            entity = link.target
        return entity

    def reach(self, entity, name):
        """The shortest paths (tuples of link names and the last name) by which a name is found from an entity."""
        if '.' in name:
            path = tuple(name.split('.'))
            at = entity
            for step in path[:-1]:
                x = self.own(at, step)
                if not x or x[0] != 'link':
                    return []
                at = x[1].target
            return [path] if self.own(at, path[-1]) else []
        level, seen = [((), entity)], {entity}
        for _ in range(4):
            found = [path + (name,) for path, at in level if self.own(at, name)]
            if found:
                return found
            level = [(path + (l.name,), l.target) for path, at in level for l in self.entities[at].links if l.target not in seen or len(path) == 0]
            seen |= {at for _, at in level}
        return []

    def kind(self, entity, path):
        at = self.target(entity, path[:-1])
        return self.own(at, path[-1])

    def subject_paths(self, entity, target=None):
        """The paths by which an entity reaches the subject, shortest ones; its own row where it is the subject."""
        target = target or self.subject
        if entity == target:
            return [()]
        level = [((), entity)]
        for _ in range(3):
            level = [(path + (l.name,), l.target) for path, at in level for l in self.entities[at].links]
            found = [path for path, at in level if at == target]
            if found:
                return found
        return []
