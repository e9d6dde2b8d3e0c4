"""Random `growth`, `retention`, `cycle`, `journey` and ordered funnels."""
import calendar_ as cal
from world.ask import Question
from world.events import Event
from world.questions import Questions
from world.words import text


class Reports(Questions):
    def events(self, planned=False):
        """Names of what happens to one thing of the subject: entities, unions, count metrics."""
        entities = self.model.entities
        ok = lambda e: entities[e].times and (planned or not entities[e].placed.planned) and (e == self.model.subject or len(self.model.subject_paths(e)) == 1)
        names = [e for e in entities if ok(e)]
        names += [n for n in self.model.events if all(ok(p) for p in self.model.parts(n))]
        for m in self.model.metrics.values():
            a = m.expr[1] if m.expr[0] == 'agg' else None
            if a and a.fn == 'count' and not (a.path or a.stock or a.first or a.each or a.overlaps) and a.entity in names and not (a.at and entities[a.entity].named(a.at).planned):
                if not any(n[0] == 'agg' and n[1].per or n[0] == 'P' for n in self.metrics.flat(m.expr)):
                    names.append(m.name)
        return names

    def entity_of(self, name):
        m = self.model.metrics.get(name)
        return m.expr[1].entity if m else name

    def event(self, planned=False, brackets=0.35):
        two = [e for e in self.model.entities if len(self.model.subject_paths(e)) == 2]
        if two and self.rng.random() < 0.15 and self.has('two'):
            return Event(two[0], None, self.rng.choice([p[-1] for p in self.model.subject_paths(two[0])]))
        name = self.rng.choice(self.events(planned))
        entity = self.entity_of(name)
        where = None
        if entity in self.model.entities and self.rng.random() < brackets:
            e = self.model.entities[entity]
            where = self.conditions.condition(entity, 1, [d.name for d in e.dimensions if not d.name.startswith('age')] + [m.name for m in e.measures])
        return Event(name, where)

    def subject_clauses(self, chance=0.3, most=1):
        """(by, where) of the subject's own names."""
        subject = self.model.subject
        names = [n for n in self.conditions.names(subject) if self.model.kind(subject, self.model.reach(subject, n)[0])[0] in ('text', 'number', 'link')]
        by = [self.rng.choice(names)] if self.rng.random() < chance and most else []
        where = self.conditions.condition(subject, 1, names) if self.rng.random() < chance else None
        if where is None and self.model.segments and self.rng.random() < 0.15:
            where = ('segment', self.rng.choice(sorted(self.model.segments)))
        return by, where

    def timed_subject(self):
        e = self.model.entities[self.model.subject]
        return e.placed is not None and not e.placed.planned

    def growth(self):
        rng = self.rng
        event = self.event()
        while event.per or event.name not in self.model.entities:
            event = self.event() if rng.random() < 0.9 else Event('visits')
        entity = event.name
        names = [n for n in self.conditions.names(entity) if self.model.kind(entity, self.model.reach(entity, n)[0])[0] in ('text', 'number', 'link')]
        by = [rng.choice(names)] if names and rng.random() < 0.35 else []
        where = self.conditions.condition(entity, 1, names) if names and rng.random() < 0.3 else None
        while True:
            said = self.period(0)
            if said[1].end - said[1].start < 700:
                break
        return Question('growth', [], by, said, where, more={'head': f'growth {event.text()}', 'event': event, 'entity': entity})

    def horizon(self, units):
        unit = self.rng.choice(units)
        n = {'day': self.rng.randrange(4, 20), 'week': self.rng.randrange(1, 13), 'month': self.rng.randrange(1, 10)}[unit]
        return f'{unit}s {n}', (unit, n)

    def retention(self):
        event, (tail, horizon) = self.event(), self.horizon(('day', 'week', 'month'))
        by, where = self.subject_clauses()
        return Question('retention', [], by, ('', None), where, more={'head': f'retention {event.text()}', 'event': event, 'tail': tail, 'horizon': horizon})

    def history(self):
        return self.model.entities[self.model.subject].histories

    def cycle(self):
        if not self.timed_subject():
            return self.retention()
        tail, horizon = self.horizon(('day', 'week'))
        by, where = self.subject_clauses()
        more = {'tail': tail, 'horizon': horizon}
        if self.history() and self.rng.random() < 0.5:
            name = self.history()[0].name
            value = self.rng.choice(sorted(set(self.conditions.values(self.model.subject, name))) or ['new'])
            more.update(head=f"cycle {name}={value}", state=(name, value))
        else:
            event = self.event()
            while self.entity_of(event.name) == self.model.subject:
                event = self.event() if self.rng.random() < 0.9 else Event('visits')
            more.update(head=f'cycle {event.text()}', event=event)
        return Question('cycle', [], by, ('', None), where, more=more)

    def journey(self):
        if not self.timed_subject() or not self.history():
            return self.growth()
        tail, horizon = self.horizon(('day', 'week'))
        _, where = self.subject_clauses()
        detail = self.rng.random() < 0.4
        name = self.history()[0].name
        return Question('journey', [], [], ('', None), where, more={'head': f'journey{" detail" if detail else ""} by {name}', 'tail': tail, 'horizon': horizon, 'state': name, 'detail': detail})

    def retimed(self, event):
        """A union or a metric that takes a row at another time than its own: whether that is the same event is not said."""
        m = self.model.metrics.get(event.name)
        if m and m.expr[1].at:
            return True
        union = self.model.events.get(self.entity_of(event.name))
        return union is not None and any(at for _, _, at in union.parts)

    def span(self):
        unit = self.rng.choice(('hour', 'day', 'day', 'week', 'month'))
        n = {'hour': self.rng.choice((1, 12, 36)), 'day': self.rng.randrange(1, 30), 'week': self.rng.randrange(1, 6), 'month': 1}[unit]
        return f'{n} {unit}s', (n, unit)

    def funnel(self):
        rng = self.rng
        steps, said = [], []
        for i in range(rng.randrange(2, 5)):
            event = self.event()
            while self.retimed(event):
                event = self.event()
            within = self.span() if i and rng.random() < 0.4 else (None, None)
            steps.append((event, within[1]))
            said.append((event.text(), within[0]))
        strict, overall = rng.random() < 0.25, self.span() if rng.random() < 0.3 else (None, None)
        head = 'funnel ' + ('strict ' if strict else '') + ' -> '.join(t + (f' within {w}' if w else '') for t, w in said) + (f' overall {overall[0]}' if overall[0] else '')
        by, where = self.subject_clauses()
        period = self.period(0)
        return Question('funnel', [], by, period, where, more={'head': head, 'steps': steps, 'strict': strict, 'overall': overall[1], 'said': [t for t, _ in said]})
