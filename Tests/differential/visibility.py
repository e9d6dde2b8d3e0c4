#!/usr/bin/env python3
"""What a viewer may not see changes no answer.

    python3 Tests/differential/visibility.py --kpi BINARY [--db DB] [--seed S] [--count N] [--viewers N] [--clean]

For random viewers, random questions are asked `--as LOGIN` of a database and of a copy of it from which what the
viewer may not see was deleted: both answers must be the same bytes, on standard output and on standard error. The
copy is asked once more without a viewer, which must give the same numbers. Without `--db`, `kpi demo` makes the
database; a dirtied copy of it is asked unless `--clean`. The questions of a viewer go to one process; those with a
mistake go to it one by one. Every difference is printed with the smallest run that shows it. Exit 0: none.
"""
import argparse
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import calendar_ as cal
import dirty
from crm import Raw

# Nothing is kept between starts: a user's own cache is none of a test's business.
ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith('KPI_')} | {'KPI_CACHE': ''}
MODEL = os.path.join(HERE, '..', '..', 'Sources', 'KPICompiler', 'Model', 'crm.kpi')

# Deletion ------------------------------------------------------------------------------------------

# The departments that the viewer heads, those below them, and the viewer with everybody who works there.
PEOPLE = """
create temp table headed as
  with recursive below(id) as (
    select d.id from departments d join employees e on e.id = d.head_id where e.login = :login
    union select d.id from departments d join below b on d.parent_id = b.id)
  select id from below;
create temp table people as
  select id from employees where login = :login or department_id in (select id from headed);
"""
MINE = 'coalesce({0} in (select id from people), 0)'
WITH_CUSTOMER = ('emails', 'sms', 'calls', 'notes', 'meetings', 'tasks', 'opportunities', 'orders', 'contracts', 'tickets')
OF_CUSTOMER = ('customer_updates', 'surveys')
CHANGES = ('relationship_changes', 'owner_changes')
FOLLOWING = {'opportunity_changes': ('opportunities', 'opportunity_id'), 'stock_notes': ('orders', 'order_id'),
             'order_items': ('orders', 'order_id')}
COMPANY = ('marketing_costs', 'web_visits')


def rules(columns):
    """Pairs of a table and the SQL condition of its visible rows `t`, asked of the whole database."""
    # A row dated after today is not there yet, so a link to it leads nowhere.
    there = 'c.id = {0} and not later(c.created_at)'
    known = f'exists (select 1 from all_customers c where {there})'
    seen = f'exists (select 1 from all_customers c where {there} and ' + MINE.format('c.owner_id') + ')'
    yield 'customers', MINE.format('t.owner_id')
    for table in WITH_CUSTOMER:
        yield table, f"case when {known.format('t.customer_id')} then {seen.format('t.customer_id')} else {MINE.format('t.employee_id')} end"
    for table in OF_CUSTOMER + CHANGES:
        own = MINE.format('t.employee_id') if table in OF_CUSTOMER and 'employee_id' in columns.get(table, ()) else '0'
        yield table, f"case when {known.format('t.customer_id')} then {seen.format('t.customer_id')} else {own} end"
    for table, (through, key) in FOLLOWING.items():
        of = f'(select o.customer_id from all_{through} o where o.id = t.{key} and not later(o.created_at))'
        own = 't.employee_id' if 'employee_id' in columns.get(table, ()) else f'(select o.employee_id from all_{through} o where o.id = t.{key} and not later(o.created_at))'
        yield table, f'case when {known.format(of)} then {seen.format(of)} else {MINE.format(own)} end'
    for table in COMPANY:
        yield table, '0'
    yield 'targets', MINE.format('t.employee_id') + ' or coalesce(t.department_id in (select id from headed), 0)'


LINKS = [('customers', 'referrer_id', 'customers'), ('opportunity_changes', 'opportunity_id', 'opportunities'),
         ('stock_notes', 'order_id', 'orders'), ('order_items', 'order_id', 'orders')]


def visible_copy(source, target, login, today):
    """Writes to `target` what `login` sees of `source`; without the schema's constraints, as links become null."""
    db = sqlite3.connect(target)
    db.create_function('later', 1, lambda text: (cal.parse_time(text) or 0) // cal.DAY > today, deterministic=True)
    db.execute('attach ? as whole', (source,))
    tables = [r[0] for r in db.execute("select name from whole.sqlite_master where type = 'table' and name not like 'sqlite_%'")]
    columns = {t: [r[1] for r in db.execute(f'pragma whole.table_info("{t}")')] for t in tables}
    for table in tables:
        shape = ', '.join(f'"{r[1]}" {r[2]}' + (' primary key' if r[5] else '') for r in db.execute(f'pragma whole.table_info("{table}")'))
        db.execute(f'create table "{table}" ({shape})')
        db.execute(f'insert into "{table}" select * from whole."{table}"')
    for statement in PEOPLE.split(';'):
        db.execute(statement, {'login': login} if ':login' in statement else {})
    for table in ('customers', 'orders', 'opportunities'):
        if table in tables:
            db.execute(f'create temp table all_{table} as select * from "{table}"')
            db.execute(f'create index temp.key_{table} on all_{table}(id)')
    for table, condition in rules(columns):
        if table in tables:
            db.execute(f'delete from "{table}" where id not in (select t.id from "{table}" t where {condition})')
    for table, column, other in LINKS:
        if table in tables and other in tables:
            db.execute(f'update "{table}" set "{column}" = null where "{column}" is not null and "{column}" not in (select id from "{other}")')
    db.commit()
    db.close()


# Questions -----------------------------------------------------------------------------------------

GRAINS = ('day', 'week', 'month', 'quarter', 'year', 'weekday', 'hour')
DIMENSIONS = ('source', 'relationship', 'industry', 'group', 'campaign', 'province', 'gender', 'age_band', 'owner', 'employee',
              'department', 'referrer', 'customer', 'customer.owner', 'employee.department', 'customer.province')
OWN = {'opportunities': ('stage', 'status', 'lost_reason'), 'orders': ('status',), 'calls': ('direction', 'status'),
       'tasks': ('project', 'kind'), 'contracts': ('kind',), 'order_items': ('product', 'category'), 'emails': ('direction', 'status')}
VALUED = {'source': 'sources', 'relationship': 'relationships', 'industry': 'industries', 'group': 'customer_groups', 'campaign': 'campaigns',
          'owner': 'employees', 'employee': 'employees', 'department': 'departments', 'referrer': 'customers', 'customer': 'customers'}


class Questions:
    """Random questions; each is a list of statements, the later ones about the answer before."""

    def __init__(self, rng, raw, today):
        self.rng, self.raw, self.today = rng, raw, today
        with open(MODEL, encoding='utf-8') as f:
            text = f.read()
        self.metrics = re.findall(r'^metric (\w+)', text, re.M)
        self.entities = [e for e in re.findall(r'^(?:optional )?entity (\w+)', text, re.M) if e in raw.tables]
        self.values = {d: [r['name'] for r in raw.tables.get(t, ()) if r['name']] for d, t in VALUED.items()}
        for table in ('customers', *OWN):
            for column in ('province', 'gender') if table == 'customers' else OWN[table]:
                found = sorted({r[column] for r in raw.tables.get(table, ()) if r.get(column)})
                self.values.setdefault(column, []).extend(found)

    def pick(self, *choices):
        return self.rng.choice(choices)

    def chance(self, p):
        return self.rng.random() < p

    def dimension(self):
        return self.pick(*DIMENSIONS[:12]) if self.chance(0.9) else self.pick(*DIMENSIONS)

    def value(self, dimension):
        found = self.values.get(dimension.split('.')[-1]) or ['x']
        text = self.rng.choice(found)
        if self.chance(0.1):
            text = self.misspelt(text)
        return "'" + text.replace("'", "''") + "'"

    def misspelt(self, text):
        """A text near a value's: no diacritics, another case, a letter lost, doubled or two swapped."""
        i = self.rng.randrange(max(1, len(text)))
        plain = ''.join(c for c in unicodedata.normalize('NFD', text) if not unicodedata.combining(c)).replace('đ', 'd').replace('Đ', 'D')
        return self.pick(plain, plain.lower(), text.upper(), text[:i] + text[i + 1:], text[:i] + text[i:i + 1] + text[i:], text + 'x') or 'x'

    def period(self, optional=True):
        first = cal.iso(self.today - self.pick(3, 20, 60, 200, 400))
        month = cal.iso(self.today - self.pick(0, 25, 60, 200, 400))[:7]
        options = [f'month {month}', f'month {month}', 'last 3 months', 'last 2 weeks', f'year {month[:4]}', 'this month', 'last 30 days',
                   f'from {first} to {cal.iso(self.today)}', 'this week', 'quarter', 'last year', 'today', f'day {first}']
        return self.pick(*options, *(['all', ''] if optional else []))

    def condition(self):
        d = self.dimension()
        one = self.pick(f'{d} = {self.value(d)}', f'{d} = {self.value(d)}', f'{d} != {self.value(d)}', f'{d} in ({self.value(d)}, {self.value(d)})',
                        f'{d} is null', f'{d} is not null', f'not {d} = {self.value(d)}', f'{d} starts with {self.value(d)[:3].rstrip(chr(39))}\'',
                        f'{d} contains {self.value(d)}')
        return one + (' ' + self.pick('and', 'or') + ' ' + self.condition() if self.chance(0.2) else '')

    def where(self, p=0.4):
        return ' where ' + self.condition() if self.chance(p) else ''

    def by(self, p=0.6):
        return f' by {self.dimension()}' if self.chance(p) else ''

    def show(self):
        metrics = ', '.join(self.rng.sample(self.metrics, self.pick(1, 1, 2, 3)))
        if self.chance(0.15):
            metrics = self.pick(f'share({metrics.split(", ")[0]})', f'rank({metrics.split(", ")[0]})', f'cumulative({metrics.split(", ")[0]})',
                                f'previous({metrics.split(", ")[0]})', 'retained(orders)', 'lost(orders)', 'returning(orders)', 'count(order_items)',
                                'count(targets)', 'sum(targets.amount)', 'max(customers.age)', 'count(distinct orders.customer)',
                                'count(distinct opportunity_changes.opportunity)', 'count(distinct stock_notes.order)', 'count(products)',
                                'count(first orders per customer)', 'count(customers where count(calls per customer ever) > 0)')
        by = [self.dimension() for _ in range(self.pick(0, 1, 1, 2))]
        grain = self.chance(0.3)
        if grain:
            by.insert(0, self.pick(*GRAINS))
        text = f'show {metrics}' + (' by ' + ', '.join(dict.fromkeys(by)) if by else '')
        period = 'month ' + cal.iso(self.today - self.pick(0, 40))[:7] if grain and by[0] == 'day' else self.period()
        text += f' {period}' + self.where()
        if period and period != 'all' and self.chance(0.3):
            text += ' compare ' + self.pick('previous', 'year')
        if by and not grain and self.chance(0.4):
            text += f' top {self.pick(1, 2, 3, 10)}' + self.pick('', ' with other', ' with other')
        elif by and self.chance(0.2):
            text += f' having {metrics.split(", ")[0]} > {self.pick(0, 1, 5)}' if re.fullmatch(r'[\w, ]+', metrics) else ''
        return [text]

    def drill(self):
        d = self.pick(*DIMENSIONS[:11])
        metric = self.pick('revenue', 'orders', 'new_customers', 'buyers', 'calls', 'interactions', 'opportunities_touched', 'stock_out', 'customers_total', 'units_sold')
        key = self.pick('total', 'total', self.value(d), self.value(d), '(none)')
        head = self.pick(f'show {metric} by {d} {self.period()}{self.where(0.3)}', f'show {metric} by {d} {self.period()} top 1 with other')
        if head.endswith('other'):
            key = self.pick('(other)', 'total', key)
        return [head, f'drill {key} {metric}']

    def script(self):
        metric = self.pick('revenue', 'orders', 'buyers', 'new_customers', 'calls')
        d = self.pick('source', 'province', 'owner', 'gender', 'stage')
        return self.pick(
            [f'print "{{[{metric} {self.period(False)}{self.where(0.5)}]}}"'],
            [f'warn if [{metric} {self.period(False)}] > {self.pick(0, 10, 1000)} "{{[{metric} all]}} of them"'],
            [f'for v in values of {d} {{ print "{{$v}}"; show {metric} where {d} = $v {self.period(False)} }}'],
            [f'let t = show {metric} by {d} {self.period()}', '$t', '$t | sort ' + metric + ' | take 3'],
            [f'show {metric} by {d} {self.period()} | where {metric} > 0 | derive x = {metric} * 2'],
            [f'assert [{metric} all] >= 0 "less than nothing"'],
            [f'segment some = customers where [{metric} all] >= {self.pick(1, 2)}', 'list customers where some'],
            [f'list customers where [{metric} {self.period(False)}] > 0'])

    def question(self):
        n, unit = self.pick(4, 6, 9), self.pick('days', 'weeks')
        step = lambda: self.pick('customers', 'calls', 'orders', 'emails', 'calls(status = answered)', 'opportunities', 'contracts', 'touched', 'activities', 'tickets')
        kind = self.rng.random()
        if kind < 0.34:
            return self.show()
        if kind < 0.44:
            return self.drill()
        if kind < 0.54:
            return self.script()
        own = self.pick(*OWN)
        return [self.pick(
            lambda: f'share {self.pick("revenue", "orders", "new_customers", "calls", "customers_total")} by {self.dimension()} {self.period()}{self.where()}',
            lambda: f'funnel {self.pick("", "", "detail ")}by {self.dimension()} {self.period()}{self.where()}',
            lambda: f'funnel {self.pick("", "strict ")}{step()} -> {step()}{self.pick("", " within 9 days")} -> {step()}{self.pick("", " overall 60 days")}{self.by()} {self.period(False)}{self.where()}',
            lambda: f'cycle {self.pick("", "orders ", "contracts ", "relationship=Chốt ", "relationship=" + self.value("relationship") + " ")}{unit} {n}{self.by()}{self.where()}',
            lambda: f'journey {self.pick("", "detail ")}{self.pick("", "by owner ", "by department ", "by relationship ")}{unit} {n}{self.where()}',
            lambda: f'growth {self.pick("", "customers ", "orders ")}{self.period(False)}{self.by()}{self.where()}',
            lambda: f'retention {self.pick("", "orders ", "calls ")}{self.pick("weeks 4", "months 5", "days 6")}{self.by()}{self.where()}',
            lambda: f'portrait {self.period(False)}{self.where()}',
            lambda: f'scorecard {self.pick("", "by employee ", "by department ", "by metric ")}{self.period(False)}{self.pick("", " metrics revenue, calls, new_customers", " metrics buyers, revenue weights buyers 2, revenue 1 grades A 90, B 50")}{self.where(0.2)}',
            lambda: f'values {self.pick("source", "province", "gender", "owner", "department", "campaign", "referrer", "age_band", "relationship", *[d for o in OWN.values() for d in o])}{self.where(0.2)}',
            lambda: f'list {self.rng.choice(self.entities)} {self.period()}{self.where(0.3)}',
            lambda: f'list {own} where {OWN[own][0]} = {self.value(OWN[own][0])}',
            lambda: f'show count({own} where {OWN[own][0]} = {self.value(OWN[own][0])}) by {self.pick(*OWN[own])} {self.period()}',
            lambda: f'forecast {self.pick("revenue", "orders", "new_customers")} next 2 months{self.where(0.2)}',
            lambda: f'explain {self.pick("", "analyze ")}{self.show()[0]}',
            lambda: f'explain analyze list {own}',
            lambda: f'describe {self.pick("", self.rng.choice(self.metrics), self.rng.choice(self.entities), "source", "province", "customers.province")}',
            lambda: f'why {self.pick("revenue", "orders", "aov")} month compare previous by {self.dimension()}',
        )()]

    def mistaken(self):
        """A question with a mistake, for which near names and values are looked up."""
        d = self.pick('province', 'referrer', 'customer', 'owner', 'source', 'gender', 'stage', 'lost_reason', 'project', 'status', 'campaign')
        value = "'" + self.misspelt(self.rng.choice(self.values.get(d) or ['x'])).replace("'", "''") + "'"
        entity = next((e for e, own in OWN.items() if d in own), 'customers')
        metric = self.misspelt(self.rng.choice(self.metrics)).replace(' ', '_') or 'x'
        return [self.pick(
            lambda: f'show new_customers where {d} = {value}' if entity == 'customers' else f'list {entity} where {d} = {value}',
            lambda: f'list {entity} where {d} = {value}',
            lambda: f'list {entity} where {d} in ({value}, {self.value(d)})',
            lambda: f'cycle relationship={value} days 8',
            lambda: f'show {metric} month',
            lambda: f'show revenue by {self.misspelt(d)}',
            lambda: f'values {self.misspelt(d)}',
            lambda: f'describe {metric}',
        )()]


# Asking --------------------------------------------------------------------------------------------

class Asker:
    """The same runs over the two databases, both `data.db` in a folder of their own."""

    def __init__(self, kpi, folder, today, login):
        self.kpi, self.folder, self.today, self.login = kpi, folder, today, login

    def run(self, side, arguments, viewer=True):
        command = [self.kpi, *arguments, '--today', self.today, '--format', 'json', '--quiet', *(['--as', self.login] if viewer else [])]
        done = subprocess.run(command, cwd=os.path.join(self.folder, side), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=300, env=ENVIRONMENT)
        # How long a plan takes is another time each time.
        return done.returncode, re.sub(rb'[0-9.]+ ms', b'? ms', done.stdout), done.stderr

    def script(self, side, questions, strict=False, viewer=True):
        """The answer to a script of questions; a line with its number is printed before each."""
        text = ''.join(f'print "#{i}"\n' + ''.join(line + '\n' for line in q) for i, q in enumerate(questions))
        with open(os.path.join(self.folder, side, 'questions.kpi'), 'w', encoding='utf-8') as f:
            f.write(text)
        return self.run(side, ['run', 'questions.kpi', '--db', 'data.db', '--strict' if strict else '--no-strict'], viewer)

    def single(self, side, question):
        return self.run(side, ['data.db', '-c', '; '.join(question)])

    def bad_lines(self, answer):
        """The script's lines that have a mistake."""
        return {int(m.group(1)) for m in re.finditer(rb'"line":\s*(\d+)', answer[2])} if answer[0] else set()

    def answerable(self, questions):
        """The questions that a run answers, and those that it stops at."""
        good, bad = list(questions), []
        while good:
            answer = self.script('whole', good)
            if answer[0] == 0:
                break
            starts, line = [], 1
            for q in good:
                starts.append(line)
                line += 1 + len(q)
            wrong = {max(i for i, s in enumerate(starts) if s <= n) for n in self.bad_lines(answer)}
            if not wrong:
                markers = re.findall(rb'"text":"#(\d+)"', answer[1])
                wrong = {int(markers[-1])} if markers else set(range(len(good)))
            bad += [q for i, q in enumerate(good) if i in wrong]
            good = [q for i, q in enumerate(good) if i not in wrong]
        return good, bad


def parts(answer):
    """The lines of standard output by the number printed before them."""
    found, current = {}, []
    for line in answer[1].splitlines():
        marker = re.fullmatch(rb'\{"name":"print","text":"#(\d+)"\}', line)
        if marker:
            current = found.setdefault(int(marker.group(1)), [])
        else:
            current.append(line)
    return found


def numbers(lines):
    """Results without their notes, which may name the viewer's rights."""
    out = []
    for line in lines:
        try:
            result = json.loads(line)
        except ValueError:
            out.append(line)
            continue
        result.pop('notes', None)
        out.append(result)
    return out


def difference(a, b):
    """Where two answers part, in a few lines."""
    if a[0] != b[0]:
        return f'exit {a[0]} and {b[0]}: {a[2][:300]!r} / {b[2][:300]!r}'
    for x, y in ((a[1], b[1]), (a[2], b[2])):
        if x != y:
            at = next((i for i, (c, d) in enumerate(zip(x, y)) if c != d), min(len(x), len(y)))
            show = lambda t: t[max(0, at - 120):at + 200].decode('utf-8', 'replace')
            return f'whole: …{show(x)}\n    seen:  …{show(y)}'
    return 'no difference alone'


def check(asker, questions, mistakes):
    """Differences as pairs of a question and what differs."""
    wrong = []
    good, bad = asker.answerable(questions)
    whole, seen, free = asker.script('whole', good), asker.script('seen', good), asker.script('seen', good, viewer=False)
    a, b, c = parts(whole), parts(seen), parts(free)
    for i, q in enumerate(good):
        if a.get(i) != b.get(i):
            wrong.append((q, difference(asker.script('whole', [q]), asker.script('seen', [q]))))
        elif not is_personal(q) and numbers(a.get(i, [])) != numbers(c.get(i, [])):
            wrong.append((q, 'without a viewer: ' + difference((0, b'\n'.join(a.get(i, [])), b''), (0, b'\n'.join(c.get(i, [])), b''))))
    if not wrong and whole != seen:
        wrong.append((['(the whole run)'], difference(whole, seen)))
    for q in bad + mistakes:
        for ask in ((asker.single,) if q in bad else (asker.single, lambda side, q: asker.script(side, [q], strict=True))):
            x, y = ask('whole', q), ask('seen', q)
            if x != y:
                wrong.append((q, difference(x, y)))
                break
    return wrong, len(good), len(bad)


def is_personal(q):
    """Whether an answer speaks of the viewer: what only `all` sees is empty for others, lookups or not; bytes are not told."""
    return any(re.search(r'\bproducts\b|^describe|^explain analyze', line) for line in q)


def viewers(raw, rng, count):
    """Logins with access `own`: heads of departments that have some below, other heads, and the rest."""
    own = {e['id']: e['login'] for e in raw.tables['employees'] if e['kpi_access'] == 'own'}
    parents = {d['parent_id'] for d in raw.tables['departments']}
    upper = [own[d['head_id']] for d in raw.tables['departments'] if d['head_id'] in own and d['id'] in parents]
    heads = [own[d['head_id']] for d in raw.tables['departments'] if d['head_id'] in own and d['id'] not in parents]
    pools = [sorted(set(upper)), sorted(set(heads)), sorted(set(own.values()) - set(upper) - set(heads))]
    for pool in pools:
        rng.shuffle(pool)
    chosen = []
    while len(chosen) < count and any(pools):
        for pool in pools:
            if pool and len(chosen) < count:
                login = pool.pop()
                if login not in chosen:
                    chosen.append(login)
    return chosen


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument('--kpi', required=True)
    p.add_argument('--db')
    p.add_argument('--seed', type=int)
    p.add_argument('--count', type=int, default=400, help='questions, over all viewers')
    p.add_argument('--viewers', type=int, default=4)
    p.add_argument('--customers', type=int, default=300, help='customers of the demo database')
    p.add_argument('--clean', action='store_true', help='ask the database as it is')
    p.add_argument('--keep', help='a folder for the databases, kept after the run')
    p.add_argument('--shown', type=int, default=12, help='differences to print in full')
    a = p.parse_args()
    a.kpi = os.path.abspath(a.kpi)
    seed = a.seed if a.seed is not None else random.SystemRandom().randrange(10 ** 9)
    folder = os.path.abspath(a.keep) if a.keep else tempfile.mkdtemp(prefix='kpi-visibility-')
    try:
        return property_test(a, seed, random.Random(seed), folder)
    finally:
        if not a.keep:
            shutil.rmtree(folder, ignore_errors=True)


def property_test(a, seed, rng, folder):
    for side in ('whole', 'seen'):
        os.makedirs(os.path.join(folder, side), exist_ok=True)
    path, copy = (os.path.join(folder, side, 'data.db') for side in ('whole', 'seen'))
    for old in (path, copy):
        if os.path.exists(old):
            os.unlink(old)
    base = a.db
    if not base:
        base = os.path.join(folder, 'demo.db')
        subprocess.run([a.kpi, 'demo', base, '--customers', str(a.customers), '--seed', str(seed % 1000)], check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    latest = max((cal.parse_time(r['created_at']) or 0 for r in Raw(base).tables['customers']), default=0) // cal.DAY
    today = latest - rng.choice((0, 0, 40, 200))
    if a.clean:
        shutil.copy(base, path)
    else:
        dirty.copy(base, path, today, rng, a.customers)
    raw = Raw(path)
    logins = viewers(raw, rng, a.viewers)
    print(f'seed {seed}, today {cal.iso(today)}, {a.count} questions, viewers {" ".join(logins)}, {base}{" clean" if a.clean else ""}', flush=True)
    total = wrong = 0
    for login in logins:
        if os.path.exists(copy):
            os.unlink(copy)
        visible_copy(path, copy, login, today)
        asker = Asker(a.kpi, folder, cal.iso(today), login)
        questions = Questions(rng, raw, today)
        n = a.count // len(logins) + 1
        mistakes = [questions.mistaken() for _ in range(n // 6)]
        asked = [questions.question() for _ in range(n - len(mistakes))]
        found, good, bad = check(asker, asked, mistakes)
        total += n
        print(f'{login}: {good} answered, {bad + len(mistakes)} with a mistake, {len(found)} differ', flush=True)
        for q, why in found[:max(0, a.shown - wrong)]:
            print(f'\nDIFFERS as {login}: ' + '\n    '.join(q) + f'\n    {why}', flush=True)
        wrong += len(found)
    print(f'{total - wrong} of {total} agree (seed {seed})')
    return 1 if wrong else 0


if __name__ == '__main__':
    sys.exit(main())
