"""Random lists, values, `why`, scorecards; pipes and drills behind a table."""
import calendar_ as cal
from world.ask import Question
from world.reports import Reports
from world.rows import Row
from world.table import planned
from world.words import Agg, quoted, text


class Rest(Reports):
    def list(self):
        rng = self.rng
        named = [e for e in self.model.entities if e != 'teams' and not self.blob(e)]
        if not named:
            return self.show()
        name = rng.choice(named)
        e = self.model.entities[name]
        times = [t.name for t in e.times if t.name != 'born']
        at = rng.choice(times) if len(times) > 1 and rng.random() < 0.3 else None
        names = self.conditions.names(name)
        where = self.conditions.condition(name, 1, names) if names and rng.random() < 0.6 else None
        if name == self.model.subject and self.whole_metrics() and rng.random() < 0.4:
            where = self.own()
        ahead = bool(e.times) and (e.named(at) if at else e.placed).planned
        period = self.period(0.3, ahead) if e.times else ('', None)
        return Question('list', [], [], period, where, more={'head': f'list {name}' + (f' at {at}' if at else ''), 'entity': name, 'at': at})

    def blob(self, entity):
        return any(isinstance(r.key, bytes) for r in self.w.rows[entity])

    def whole_metrics(self):
        """Metrics that are one row's of the subject's own: every row behind them leads to one."""
        ok = lambda m: m.kind in ('count', 'amount') and not self.metrics.outside(m.expr) and not self.metrics.untimed(m.expr) \
            and all(len(self.model.subject_paths(e)) == 1 for e in self.metrics.entities(m.expr)) and 'segment' not in [n[0] for n in self.metrics.flat(m.expr)]
        return [m for m in self.model.metrics.values() if ok(m)]

    def own(self):
        """A condition on the row's own metric."""
        m = self.rng.choice(self.whole_metrics())
        said, p = ('all', None) if self.rng.random() < 0.6 else self.period(0)
        return ('cmp', self.rng.choice(('>', '>=', '=', '<')), ('own', m.name, said, p), ('num', self.rng.choice((0, 1, 2, 10))))

    def values(self):
        e = self.model.entities[self.model.subject]
        names = [d.name for d in e.dimensions if not d.name.startswith('age') and d.kind == 'text' and 'band' not in d.name]
        name = self.rng.choice(names)
        return Question('values', more={'head': f'values {name}', 'dimension': name})

    def why(self):
        rng = self.rng
        plain = lambda x: x[0] == 'agg' and not (x[1].stock or x[1].first or x[1].each or x[1].overlaps) and x[1].fn in ('count', 'sum', 'avg')
        adds = lambda x: plain(x) and not x[1].path if x[0] == 'agg' and x[1].fn == 'count' else plain(x)

        def ok(m):
            x = m.expr
            if self.metrics.untimed(x) or not self.bare([x]):
                return False
            if x[0] == 'agg':
                return plain(x) and (x[1].fn != 'count' or not x[1].others)
            ratio = x[1] if x[0] == '*' and x[2] == ('num', 100) else x
            return ratio[0] == '/' and all(y[0] == 'metric' and adds(self.model.metrics[y[1]].expr) and self.model.metrics[y[1]].expr[1].fn != 'avg' for y in ratio[1:])
        item = self.item(ok)
        if item is None:
            return self.show()
        by = [n for n in self.splits([item]) if not n.split('.')[-1].startswith('age')]
        if not by:
            return self.show()
        return Question('why', [item], [rng.choice(by)], self.period(0), self.where([item]), compare=rng.choice(('previous', 'year', 'previous', self.period(0))))

    def scorecard(self):
        rng = self.rng
        by = sorted({t.by[0] for t in self.model.targets if t.by})
        d = rng.choice([None, *by])
        names = {t.metric for t in self.model.targets if (t.by[0] if t.by else None) == d}
        if not names:
            return self.show()
        metrics = rng.sample(sorted(names), min(len(names), rng.choice((1, 2))))
        while True:
            period = self.period(0)
            if period[1].start <= self.w.today:
                break
        return Question('scorecard', [], [d] if d else [], period, None, more={'head': 'scorecard', 'tail': 'metrics ' + ', '.join(metrics), 'metrics': metrics})

    # Behind a table ------------------------------------------------------------------------------

    def with_pipes(self, q):
        """One or two stages behind a `show` or `share`."""
        rng = self.rng
        if q.verb not in ('show', 'share') or q.compare or not self.numeric(q):
            return q
        columns = [*q.by, *(text(x) for x in q.items)] + (['share'] if q.verb == 'share' else [])
        numbers = [text(x) for x in q.items if x[0] == 'metric']
        for _ in range(rng.choice((1, 1, 2, 3))):
            kind = rng.choice(('sort', 'take', 'where', 'select', 'derive'))
            c = rng.choice(numbers)
            if kind == 'sort':
                down = rng.random() < 0.6
                q.pipes.append((f'sort {c}{" desc" if down else ""}', ('sort', c, down)))
            elif kind == 'take':
                n = rng.randrange(1, 6)
                q.pipes.append((f'take {n}', ('take', n)))
            elif kind == 'where':
                op, n = rng.choice(('>', '<=', '=', '!=')), rng.choice((0, 1, 3, 10))
                q.pipes.append((f'where {c} {op} {n}', ('where', c, op, n)))
            elif kind == 'select' and not any(p[1][0] == 'select' for p in q.pipes):
                some = rng.sample(columns, rng.randrange(1, len(columns) + 1))
                if not any(s in numbers for s in some):
                    some.append(rng.choice(numbers))
                numbers = [s for s in some if s in numbers]
                columns = some
                said = ', '.join(f'`{c}`' if '.' in c else c for c in some)
                q.pipes.append((f'select {said}', ('select', some)))
            elif kind == 'derive' and len(numbers) > 0:
                name, op, b = f'x{len(q.pipes)}', rng.choice('*/'), rng.choice(numbers + [2, 10])
                q.pipes.append((f'derive {name} = {c} {op} {b}', ('derive', name, op, c, b)))
                columns, numbers = columns + [name], numbers + [name]
        return q

    def numeric(self, q):
        """Whether every column is named and a plain number."""
        return all(x[0] == 'metric' and self.model.metrics[x[1]].kind in ('count', 'amount') and self.model.metrics[x[1]].unit is None for x in q.items) and 'large' not in self.metrics.features

    def with_drill(self, q):
        """The rows behind the total or a group of a count."""
        if q.verb != 'show' or q.having or q.top or q.compare or len(q.by) > 1 or q.pipes:
            return q
        for i, x in enumerate(q.items):
            if x[0] == 'metric' and self.model.metrics[x[1]].expr[0] in ('agg', 'moves'):
                e = self.model.metrics[x[1]].expr
                if e[0] == 'moves' or e[1].fn == 'count' and not e[1].each and self.things(e[1]):
                    q.drill = self.key(q, x[1])
                    break
        return q

    def things(self, a):
        """Whether what is counted are rows: of the entity, or those a link leads to."""
        return not a.path or not a.others and all(self.model.kind(e, self.model.reach(e, a.path)[0])[0] == 'link' for e in self.model.parts(a.entity))

    def key(self, q, column):
        if not q.by:
            return f'drill {column}', ()
        if self.rng.random() < 0.3:
            return f'drill total {column}', None
        from world.judge import expected
        keys = [k for k in expected(self.w, q).rows if k not in expected(self.w, q).optional]
        v = self.rng.choice(keys)[0] if keys else 'total'
        if v == 'total':
            return f'drill total {column}', None
        labels = [self.w.label(k[0]) if isinstance(k[0], Row) else k[0] for k in keys]
        label = self.w.label(v) if isinstance(v, Row) else v
        if labels.count(label) > 1 or isinstance(label, bytes):
            return f'drill total {column}', None
        said = '(none)' if v is None else label if q.by[0] in cal.GRAINS else quoted(label) if isinstance(label, str) else str(label)
        return f'drill {said} {column}', (v,)
