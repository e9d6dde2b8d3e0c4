"""Random valid questions over a world."""
import calendar_ as cal
from crm import CONVERSION
from metrics import CONVERSION_TABLE, METRICS
from oracle import dimensions, fold
from question import Question

FEATURES = ('metrics', 'compare', 'top', 'order', 'having', 'share', 'detail', 'windows', 'as')  # what stage 2 adds
BEFORE = {'retention_rate', 'churn_rate', 'customers_lost'}


class Generator:
    def __init__(self, rng, oracle, features, without=()):
        self.rng, self.o, self.w, self.features = rng, oracle, oracle.w, features
        self.metrics = sorted(m for m in METRICS if METRICS[m].stage == 1 or 'metrics' in features)
        self.metrics = [m for m in self.metrics if m not in without]
        days = [r['placed'] // cal.DAY for e in ('customers', 'orders', 'calls') for r in self.w.rows[e] if r['placed'] is not None]
        days.sort()
        self.first = days[len(days) // 50] if days else self.w.today - 700
        self.pools = {}

    def chance(self, p):
        return self.rng.random() < p

    def question(self):
        while True:
            q = self.draft()
            if q is not None and self.sound(q):
                return q

    def draft(self):
        rng = self.rng
        verb = 'funnel' if self.chance(0.15) else 'share' if 'share' in self.features and self.chance(0.08) else 'show'
        if verb == 'funnel':
            metrics, pool = list(CONVERSION_TABLE), dict(CONVERSION['calls'])
        else:
            metrics = rng.sample(self.metrics, 1 if verb == 'share' else rng.choice((1, 1, 2, 2, 3)))
            if verb == 'share' and not shareable(metrics[0]):
                return None
            pool = self.common(metrics)
        groups = [d for d, (kind, _) in pool.items() if kind in ('text', 'link') and (d != 'customer' or self.chance(0.1)) and ('.' not in d or self.chance(0.1))]
        if 'age' in pool and self.chance(0.15):
            groups.append('age')
        count = rng.choice((0, 1, 1, 1, 2)) if verb != 'share' else 1
        by = rng.sample(groups, min(count, len(groups)))
        if verb == 'show' and self.chance(0.4):
            grain = rng.choice(('day', 'week', 'month', 'month', 'quarter', 'year', 'weekday', 'hour'))
            if by and len(by) == 2:
                by[rng.randrange(2)] = grain
            else:
                by.insert(rng.randrange(len(by) + 1), grain)
        if verb == 'share' and not by:
            return None
        q = Question(verb, [] if verb == 'funnel' else metrics, by)
        q.period = self.period(verb)
        if self.chance(0.55):
            q.where = self.condition(metrics, pool, verb)
        if verb == 'show':
            if 'windows' in self.features and self.chance(0.12):
                self.windows(q)
            self.second_stage(q, q.metrics)
        if verb == 'funnel' and 'detail' in self.features and self.chance(0.3):
            q.detail = True
        return q

    def windows(self, q):
        """Puts some metrics behind a window, under names of their own."""
        rng, p = self.rng, q.period[1]
        if p is None or p.everything or p.partial(self.w.today) or {'hour', 'weekday', 'week'} & set(q.by) or self.mentions_age(q):
            return
        for i, m in enumerate(q.metrics):
            if METRICS[m].outside or METRICS[m].needs_period or not METRICS[m].exact_rows:
                continue
            how = rng.choice(('previous', 'ago', 'rolling', 'cumulative', 'to_date', 'so_far'))
            argument = {'ago': rng.choice(('1 year', '3 months', '2 quarters')), 'rolling': rng.choice(('7 days', '30 days', '3 months')),
                        'to_date': rng.choice(('year', 'quarter', 'month'))}.get(how)
            if how == 'ago' and p.unit == 'week' and not any(d in cal.UNITS for d in q.by):
                continue
            if how in ('previous', 'ago') and any(u.unit is None for _, u in self.frames(q)):
                continue
            if how == 'to_date' and any(cal.unit_start(u.end - 1, argument) > u.start for _, u in self.frames(q)):
                continue
            name = f'w_{how}_{m}' + ('_' + argument.replace(' ', '_') if argument else '')
            q.windows[name] = (how, m, argument)
            q.metrics[i] = name

    def frames(self, q):
        grain = next((d for d in q.by if d in cal.UNITS), None)
        return cal.units(q.period[1], grain, self.w.today) if grain else [(None, q.period[1])]

    def second_stage(self, q, metrics):
        rng = self.rng
        if q.windows:
            return
        timed = any(d in cal.GRAINS for d in q.by)
        on = self.features
        if 'compare' in on and self.chance(0.3) and not {'hour', 'weekday'} & set(q.by):
            q.compare = rng.choice(('previous', 'year'))
        if 'top' in on and len(q.by) == 1 and not timed and self.chance(0.35):
            q.top, q.other = rng.choice((1, 2, 3, 5, 8)), self.chance(0.6)
        elif 'order' in on and len(q.by) == 1 and self.chance(0.2):
            q.order = (rng.choice(metrics), self.chance(0.6))
        if 'having' in on and q.by and not q.top and self.chance(0.1):
            q.having = (rng.choice(metrics), rng.choice(('>=', '<', '>')), rng.choice((0, 1, 2, 5, 10, 1000000)))

    def common(self, metrics):
        """The dimensions every entity of the metrics can reach, of one kind."""
        pools = [dimensions(e, 'show') for m in metrics for e in METRICS[m].entities]
        return {d: pools[0][d] for d in pools[0] if all(d in p and p[d][0] == pools[0][d][0] for p in pools)}

    def sound(self, q):
        """Leaves out what the contract calls an error or does not decide."""
        metrics = [METRICS[q.definition(m)[0]] for m in (q.metrics or CONVERSION_TABLE)]
        p = q.period[1]
        outside = any(m.outside for m in metrics)
        grain = next((d for d in q.by if d in cal.UNITS), None)
        if {'hour', 'weekday'} & set(q.by):
            if outside or any(n in ('resolution',) for m in metrics for n in m.names):
                return False
            if not all(m.exact_rows for m in metrics) or p and not p.everything and p.end - p.start < 7:
                return False
            if len(q.by) == 2 and any(m.outside for m in metrics):
                return False
        if p is None or p.everything:
            if grain and (grain in ('day', 'week', 'month') or any(m.outside for m in metrics)) or q.compare or (outside and q.by):
                return False
        else:
            if grain:
                span = p.end - p.start
                if span / {'day': 1, 'week': 7, 'month': 30, 'quarter': 90, 'year': 365}[grain] > (60 if outside else 200):
                    return False
                if BEFORE & set(q.metrics) and any(u.unit is None for _, u in cal.units(p, grain, self.w.today)):
                    return False
                if q.compare and not cal.units(p, grain, self.w.today):
                    return False
            if p.start > self.w.today and (outside or q.compare or self.mentions_age(q)):
                return False
            if 'cltv' in q.metrics and p.partial(self.w.today):
                return False
            whole = p.unit is None and any((cal.of_unit(p.start, u).start, cal.of_unit(p.start, u).end) == (p.start, p.end) for u in cal.UNITS)
            if whole and (q.compare or BEFORE & set(q.metrics)):
                return False
            if q.compare == 'previous' and grain and p.unit is None and p.end > self.w.today + 1:
                return False  # whose days the partner of the running unit has, is not said
            if q.compare and outside and p.partial(self.w.today):
                return False
        return True

    @staticmethod
    def mentions_age(q):
        return 'age' in str(q.where) or any(d.startswith('age') for d in q.by)

    # Periods -------------------------------------------------------------------------------------

    def period(self, verb):
        rng, today = self.rng, self.w.today
        if self.chance(0.06):
            return ('', None)
        if self.chance(0.06):
            return ('all', cal.Period(0, today + 1, everything=True))
        form = rng.randrange(9)
        day = rng.randint(self.first, today + (5 if self.chance(0.1) else 0))
        unit = rng.choice(cal.UNITS)
        if form <= 3:
            p = cal.of_unit(day, unit)
            label = cal.unit_label(p.start, unit)
            return (f'{unit} {label}' if form else f'in {label}', p)
        if form == 4:
            if self.chance(0.3):
                word = rng.choice(('today', 'yesterday'))
                return (word, cal.of_unit(today - (word == 'yesterday'), 'day'))
            word = rng.choice(('this', 'previous', 'last', ''))
            here = cal.of_unit(today, unit)
            return (f'{word} {unit}'.strip(), here if word in ('this', '') else here.before())
        if form == 5:
            n = rng.randint(2, {'day': 60, 'week': 20, 'month': 14, 'quarter': 6, 'year': 2}[unit])
            here = cal.unit_start(today, unit)
            return (f'last {n} {unit}s', cal.Period(cal.unit_shift(here, unit, 1 - n), cal.unit_shift(here, unit, 1)))
        if form == 6 and self.chance(0.4):
            n, unit = rng.randint(1, 9), rng.choice(('day', 'week', 'month'))
            start = cal.unit_shift(today, unit, -n)
            return (f'from today - {n} {unit}s to today', cal.Period(start, today + 1))
        other = min(today + 20, day + rng.choice((0, 6, 10, 33, 90, 200)))
        a, b = cal.of_unit(day, rng.choice(('day', 'day', 'month', 'week'))), cal.of_unit(other, rng.choice(('day', 'day', 'month', 'quarter')))
        if b.end <= a.start:
            a = b
        return (f'from {cal.unit_label(a.start, a.unit)} to {cal.unit_label(b.start, b.unit)}', cal.Period(a.start, b.end))

    # Conditions ----------------------------------------------------------------------------------

    def condition(self, metrics, pool, verb, depth=0):
        if depth < 2 and self.chance(0.3):
            return (self.rng.choice(('and', 'or')), self.condition(metrics, pool, verb, depth + 1), self.condition(metrics, pool, verb, depth + 1))
        if depth < 2 and self.chance(0.12):
            return ('not', self.condition(metrics, pool, verb, depth + 1))
        while True:
            name = self.rng.choice(sorted(pool))
            kind = pool[name][0]
            if (kind == 'time' or '.' in name) and not self.chance(0.4):
                continue
            c = getattr(self, kind)(name, metrics, verb)
            if c:
                return c

    def pool(self, name, metrics, verb):
        """The values a name has for the first entity of the metrics."""
        entity = METRICS[metrics[0]].entities[0]
        key = (entity, name, verb)
        if key not in self.pools:
            get = dimensions(entity, verb)[name][1]
            found = {}
            for r in self.w.rows[entity]:
                v = get(self.w, r, self.w.today)
                if v is not None:
                    found[v['id'] if isinstance(v, dict) else v] = v
            self.pools[key] = [found[k] for k in sorted(found)]
        return self.pools[key]

    def null(self, name):
        return ('is', name, self.rng.choice(('is null', 'is not null')), [])

    def text(self, name, metrics, verb):
        rng, values = self.rng, self.pool(name, metrics, verb)
        if not values or self.chance(0.12):
            return self.null(name)
        value = rng.choice(values)
        form = rng.randrange(8)
        if form >= 6 and value:
            length = rng.randint(1, min(5, len(value)))
            at = 0 if form == 6 else rng.randint(0, len(value) - length)
            piece = value[at:at + length]
            every = set(values)
            if any((piece in v) != (fold(piece) in fold(v)) for v in every) or not piece.strip():
                return None
            return ('is', name, 'starts with' if form == 6 else 'contains', [self.written(piece)])
        if form in (3, 4):
            chosen = rng.sample(values, min(len(values), rng.randint(1, 3)))
            return ('is', name, rng.choice(('in', 'not in')), [self.written(v) for v in chosen])
        if self.chance(0.08):
            return ('is', name, rng.choice(('=', '!=')), [self.written('Không có thật ' + str(rng.randrange(100)))])
        if self.chance(0.15) and sum(fold(v) == fold(value) for v in values) == 1 and fold(value).strip() and name not in ('campaign',):
            return ('is', name, rng.choice(('=', '!=')), [self.written(rng.choice((value.lower(), fold(value), value.upper())))])
        return ('is', name, rng.choice(('=', '=', '!=')), [self.written(value)])

    def written(self, value):
        import re
        import unicodedata
        if re.fullmatch('[A-Za-z]+', value) and self.chance(0.6):
            return ('text', value, value)
        spelled = unicodedata.normalize(self.rng.choice(('NFC', 'NFC', 'NFD')), value)
        mark = '"' if '{' not in value and self.chance(0.3) else "'"
        return ('text', mark + spelled.replace(mark, mark * 2) + mark, value)

    def link(self, name, metrics, verb):
        rng, values = self.rng, self.pool(name, metrics, verb)
        if not values or self.chance(0.15):
            return self.null(name)
        chosen = rng.sample(values, min(len(values), rng.choice((1, 1, 1, 2, 3))))
        literals = []
        for row in chosen:
            form = rng.random()
            if 'login' in row and form < 0.25:
                literals.append(('text', row['login'], row['login']))
            elif form < 0.5 and row['name']:
                label = f'{row["name"]} #{row["id"]}'
                literals.append(('text', "'" + label.replace("'", "''") + "'", label))
            else:
                literals.append(('text', "'" + row['name'].replace("'", "''") + "'", row['name']))
        if len(literals) > 1:
            return ('is', name, rng.choice(('in', 'not in')), literals)
        return ('is', name, rng.choice(('=', '=', '!=')), literals)

    def number(self, name, metrics, verb):
        rng, values = self.rng, self.pool(name, metrics, verb)
        if not values or self.chance(0.1):
            return self.null(name)

        def literal():
            v = rng.choice(values)
            if v >= 10 ** 6 and self.chance(0.5):
                return ('number', f'{v // 10 ** 6}M', v // 10 ** 6 * 10 ** 6)
            return ('number', str(max(0, v)), max(0, v))
        if self.chance(0.25):
            a, b = sorted((literal(), literal()), key=lambda x: x[2])
            return ('is', name, 'between', [a, b])
        if self.chance(0.15):
            return ('is', name, rng.choice(('in', 'not in')), [literal(), literal()])
        return ('is', name, rng.choice(('=', '!=', '<', '<=', '>', '>=')), [literal()])

    def time(self, name, metrics, verb):
        rng = self.rng
        if self.chance(0.2):
            return self.null(name)
        p = cal.of_unit(rng.randint(self.first, self.w.today), rng.choice(cal.UNITS))
        if self.chance(0.35):
            p = cal.of_unit(p.start, 'day')
            op = rng.choice(('>=', '<', '=', 'between'))
        else:
            op = rng.choice(('in', 'not in'))
        literal = ('time', cal.unit_label(p.start, p.unit), p)
        if op == 'between':
            last = cal.of_unit(p.start + rng.randint(0, 60), 'day')
            return ('is', name, op, [literal, ('time', cal.unit_label(last.start, 'day'), last)])
        return ('is', name, op, [literal])


def shareable(name):
    return METRICS[name].names == [name] and METRICS[name].exact_rows and name not in ('ces', 'average_open_days')
