"""Copies a reference CRM database without its constraints and makes the copy awkward."""
import sqlite3
import unicodedata

from calendar_ import parse_time
from crm import ENTITIES, LOOKUPS, THROUGH

NAMED_BY_TIME = ('customers', 'sms', 'calls', 'notes', 'meetings', 'customer_updates', 'opportunity_changes', 'orders',
                 'stock_notes', 'marketing_costs', 'web_visits', 'surveys')
UNREADABLE = ('', 'unknown', '2023-02-30 10:00:00', '2023-13-01', '31/12/2023', None)


def copy(source, target, today, rng, most=400):
    """`target` gets every table of `source`: the events of about `most` customers, then dirt. `today` is an ordinal."""
    old = sqlite3.connect(f'file:{source}?mode=ro', uri=True)
    new = sqlite3.connect(target)
    tables = [r[0] for r in old.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]
    tables.sort(key=lambda t: t in THROUGH)  # after the rows they belong to
    ids = [r[0] for r in old.execute('select id from customers order by id')]
    kept = set(rng.sample(ids, min(most, len(ids))))
    share = len(kept) / max(1, len(ids))
    gone = {'opportunity_id': set(), 'order_id': set()}
    for table in tables:
        columns = [(r[1], r[2]) for r in old.execute(f'pragma table_info("{table}")')]
        new.execute(f'create table "{table}" (' + ', '.join(f'"{c}" {t}' + (' primary key' if c == 'id' else '') for c, t in columns) + ')')
        names = [c for c, _ in columns]
        subject = names.index('id') if table == 'customers' else names.index('customer_id') if 'customer_id' in names else None
        thin = table in ('marketing_costs', 'web_visits', 'targets')
        for row in old.execute(f'select * from "{table}" order by id'):
            if subject is not None and row[subject] is not None and row[subject] not in kept:
                if table in ('orders', 'opportunities'):
                    gone['order_id' if table == 'orders' else 'opportunity_id'].add(row[0])
                continue
            if any(c in names and row[names.index(c)] in keys for c, keys in gone.items()):
                continue
            if thin and rng.random() > share / 2:
                continue
            new.execute(f'insert into "{table}" values (' + ','.join('?' * len(row)) + ')', row)
    old.close()
    Dirt(new, today, rng).everything(tables)
    new.commit()
    new.close()


class Dirt:
    def __init__(self, db, today, rng):
        self.db, self.today, self.rng = db, today, rng

    def some(self, table, share):
        ids = [r[0] for r in self.db.execute(f'select id from "{table}" order by id')]
        return [i for i in ids if self.rng.random() < share]

    def put(self, table, column, key, value):
        self.db.execute(f'update "{table}" set "{column}" = ? where id = ?', (value, key))

    def columns(self, table):
        return [r[1] for r in self.db.execute(f'pragma table_info("{table}")')]

    def everything(self, tables):
        for table in tables:
            if table in ENTITIES:
                self.links(table)
                self.times(table)
        self.values()
        self.people()
        self.twins()

    def links(self, table):
        for column in self.columns(table):
            if column.endswith('_id') and (column in LOOKUPS or column in ENTITIES[table][3] or column == 'product_id'):
                for key in self.some(table, 0.04):
                    self.put(table, column, key, None)
                for key in self.some(table, 0.03):
                    self.put(table, column, key, self.rng.choice((999_999, -1, 0, 2 ** 40)))

    def times(self, table):
        """Other formats, unreadable texts, times after today, at the edges of periods, before the customer."""
        placed, more, planned, _ = ENTITIES[table]
        for column in ([placed] if placed else []) + more + planned:
            if column not in self.columns(table):
                continue
            for key in self.some(table, 0.15):
                (text,) = self.db.execute(f'select "{column}" from "{table}" where id = ?', (key,)).fetchone()
                instant = parse_time(text)
                if instant is not None:
                    self.put(table, column, key, self.rewritten(instant, len(text) == 10))
            for key in self.some(table, 0.02):
                if table in NAMED_BY_TIME or column != placed:
                    self.put(table, column, key, self.rng.choice(UNREADABLE))

    def rewritten(self, instant, dated):
        import datetime
        def text(shift=0, pattern='%Y-%m-%d %H:%M:%S'):
            return (datetime.datetime(1, 1, 1) + datetime.timedelta(seconds=instant - 86400 - shift)).strftime(pattern).rjust(19 if '%H' in pattern else 10, '0')
        rng = self.rng
        day = instant // 86400
        form = rng.randrange(11)
        if form == 0:
            return text(pattern='%Y-%m-%dT%H:%M:%S')
        if form == 1:
            return text(7 * 3600, '%Y-%m-%dT%H:%M:%S') + 'Z'
        if form == 2:
            return text() + '+07:00'
        if form == 3:
            return text(12 * 3600) + '-05:00'
        if form == 4:
            return text() + '.999'
        if form == 5:
            return text(pattern='%Y-%m-%d')
        if form == 6:  # the day's border of the company's zone: 17:00 UTC is midnight
            instant = day * 86400 + rng.choice((0, 86399))
            return text(7 * 3600, '%Y-%m-%dT%H:%M:%S') + '+00:00'
        if form == 7:
            instant = (self.today + rng.choice((0, 1, 1, 2, 40))) * 86400 + rng.choice((0, 86399, 43200))
        elif form == 8:  # the first and last second of months, quarters and years, 29 February, week 53
            y = datetime.date.fromordinal(self.today).year - rng.choice((0, 0, 1))
            edge = rng.choice([datetime.date(y, m, 1).toordinal() for m in range(1, 13)] + [datetime.date(2024, 2, 29).toordinal(), datetime.date(2021, 1, 3).toordinal()])
            instant = edge * 86400 - rng.choice((0, 1))
        elif form == 9:
            instant -= 86400 * rng.choice((30, 200))
        else:
            instant = day * 86400 + 36000
        return text(pattern='%Y-%m-%d') if dated else text()

    def values(self):
        rng, put = self.rng, self.put
        for key in self.some('orders', 0.05):
            put('orders', 'amount', key, rng.choice((-500_000, 0, None, 10 ** 12, -1)))
        for key in self.some('orders', 0.03):
            put('orders', 'cost', key, rng.choice((-1000, None, 7)))
        for key in self.some('order_items', 0.05):
            put('order_items', rng.choice(('quantity', 'amount')), key, rng.choice((-3, 0, None)))
        for key in self.some('opportunities', 0.05):
            put('opportunities', 'value', key, rng.choice((-10, 0, None)))
        for key in self.some('opportunities', 0.05):
            put('opportunities', 'status', key, rng.choice(('open', 'won', 'lost', 'cancelled')))
        for key in self.some('calls', 0.05):
            put('calls', 'duration_seconds', key, rng.choice((0, None, -60, 100_000)))
        for key in self.some('surveys', 0.1):
            put('surveys', 'score', key, rng.choice((-1, 0, 6, 7, 9, 10, 11, None)))
        for key in self.some('tickets', 0.1):
            put('tickets', 'contacts', key, rng.choice((0, 1, 2, None)))
        for table, column in (('orders', 'status'), ('calls', 'status'), ('calls', 'direction'), ('emails', 'direction'), ('emails', 'status'), ('contracts', 'kind'), ('tasks', 'kind')):
            for key in self.some(table, 0.03):
                put(table, column, key, rng.choice((None, '', 'other')))

    def people(self):
        rng, put = self.rng, self.put
        composed = ['Hà Nội', 'Đà Nẵng', 'Huế', 'Thừa Thiên – Huế', '']
        for key in self.some('customers', 0.2):
            name = rng.choice(composed)
            put('customers', 'province', key, rng.choice((name, unicodedata.normalize('NFD', name))))
        for key in self.some('customers', 0.06):
            put('customers', 'birthday', key, rng.choice(('1996-02-29', '2004-02-29', '', 'x', '1988-12-31', '2000-01-01')))
        for key in self.some('customers', 0.05):
            put('customers', 'gender', key, rng.choice((None, '', 'other')))
        for key in self.some('customers', 0.05):
            put('customers', 'owner_id', key, None)
        for key in self.some('customers', 0.03):
            put('customers', 'referrer_id', key, key)
        ids = [r[0] for r in self.db.execute('select id from employees order by id')]
        for a, b in zip(ids[5::9], ids[9::9]):
            (name,) = self.db.execute('select name from employees where id = ?', (a,)).fetchone()
            put('employees', 'name', b, rng.choice((name, unicodedata.normalize('NFD', name))))
        for key in self.some('employees', 0.03):
            put('employees', 'department_id', key, rng.choice((None, 999)))
        for key in self.some('sources', 0.3):
            (name,) = self.db.execute('select name from sources where id = ?', (key,)).fetchone()
            put('sources', 'name', key, unicodedata.normalize('NFD', name))
        names = [r[0] for r in self.db.execute('select name from campaigns order by id')]
        if len(names) > 3:  # two lookup rows of one name are one group
            key = self.db.execute('select id from campaigns order by id desc').fetchone()[0]
            put('campaigns', 'name', key, unicodedata.normalize('NFD', names[0]))

    def twins(self):
        """Events of one second: orders, opportunities and changes of one customer."""
        for table in ('orders', 'opportunities', 'calls'):
            rows = self.db.execute(f'select * from "{table}" order by id').fetchall()
            names = self.columns(table)
            top = max((r[0] for r in rows), default=0)
            for row in self.rng.sample(rows, min(25, len(rows))):
                top += 1
                twin = dict(zip(names, row), id=top)
                if self.rng.random() < 0.5:
                    twin['employee_id'] = self.rng.choice(rows)[names.index('employee_id')]
                self.db.execute(f'insert into "{table}" values (' + ','.join('?' * len(names)) + ')', [twin[n] for n in names])
