"""The rows of a reference CRM as one viewer sees them on one day, read with sqlite3 and joined with plain loops."""
import sqlite3
import unicodedata

from calendar_ import DAY, parse_time

# For each entity: its table, its own time, further times, planned times, links as column -> (name, table).
PERSONAL = {'customer_id': ('customer', 'customers'), 'employee_id': ('employee', 'employees')}
ENTITIES = {
    'customers': ('created_at', [], [], {'owner_id': ('owner', 'employees'), 'referrer_id': ('referrer', 'customers')}),
    'emails': ('sent_at', ['opened_at', 'clicked_at'], [], PERSONAL),
    'sms': ('sent_at', [], [], PERSONAL),
    'calls': ('started_at', [], [], PERSONAL),
    'notes': ('created_at', [], [], PERSONAL),
    'meetings': ('started_at', [], [], PERSONAL),
    'tasks': ('created_at', ['completed_at'], ['due_at'], PERSONAL),
    'customer_updates': ('updated_at', [], [], PERSONAL),
    'opportunities': ('created_at', ['closed_at'], ['expected_close_on'], PERSONAL),
    'opportunity_changes': ('changed_at', [], [], {'opportunity_id': ('opportunity', 'opportunities'), 'employee_id': ('employee', 'employees')}),
    'orders': ('created_at', [], [], PERSONAL),
    'order_items': (None, [], [], {'order_id': ('order', 'orders')}),
    'contracts': ('created_at', ['expires_on'], ['effective_on'], PERSONAL),
    'stock_notes': ('created_at', [], [], {'order_id': ('order', 'orders'), 'employee_id': ('employee', 'employees')}),
    'marketing_costs': ('spent_on', [], [], {}),
    'web_visits': ('visited_on', [], [], {}),
    'surveys': ('answered_at', [], [], {'customer_id': ('customer', 'customers')}),
    'tickets': ('opened_at', ['resolved_at'], [], PERSONAL),
}
# An entity whose customer (and, where it has none of its own, employee) is that of the row it belongs to.
THROUGH = {'opportunity_changes': 'opportunity', 'stock_notes': 'order', 'order_items': 'order'}
LOOKUPS = {'source_id': ('source', 'sources'), 'relationship_id': ('relationship', 'relationships'),
           'industry_id': ('industry', 'industries'), 'group_id': ('group', 'customer_groups'), 'campaign_id': ('campaign', 'campaigns')}
AGE_BANDS = ['<18', '18–24', '25–34', '35–44', '45–54', '55+']


def nfc(text):
    return unicodedata.normalize('NFC', text) if isinstance(text, str) else text


class Raw:
    """Every table of a database as lists of dicts, read once."""

    def __init__(self, path):
        db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        db.row_factory = sqlite3.Row
        tables = [r[0] for r in db.execute("select name from sqlite_master where type = 'table'")]
        self.tables = {t: [dict(r) for r in db.execute(f'select * from "{t}"')] for t in tables}
        db.close()


class World:
    """What `viewer` (a login, None for nobody in particular) may see on `today`.

    `rows[entity]` are dicts: the columns, times as local instants (None where null, unreadable or after today),
    links as the row they reach (None where dangling, or where that row is not seen), lookups as NFC text.
    `placed` is a row's own time; `id` its key; `_e` its entity's name.
    """

    def __init__(self, raw, today, viewer=None):
        self.today = today
        self.end_of_today = (today + 1) * DAY
        tables = raw.tables
        self.lookups = {name: {r['id']: nfc(r['name']) for r in tables.get(table, [])} for name, table in LOOKUPS.values()}
        self.position = {nfc(r['name']): r['position'] for r in reversed(tables.get('relationships', []))}
        self.products = {r['id']: (nfc(r['name']), nfc(r['category'])) for r in tables.get('products', [])}
        self.departments = {r['id']: dict(r, name=nfc(r['name'])) for r in tables.get('departments', [])}
        self.employees = {r['id']: dict(r, name=nfc(r['name']), _e='employees', department=self.departments.get(r['department_id'])) for r in tables.get('employees', [])}
        self.targets = tables.get('targets', [])
        self.viewer = next((e for e in self.employees.values() if e['login'] == viewer), None)
        self.rows = {}
        self._present(tables)
        if self.viewer and self.viewer['kpi_access'] == 'own':
            self._hide(self.seen_employees())
        self.sorted = {}

    def _present(self, tables):
        """The rows that exist today, in the order that a link's target comes before the link."""
        index = {'employees': self.employees}
        order = [e for e in ENTITIES if e not in THROUGH] + [e for e in ENTITIES if e in THROUGH]
        for entity in order:
            placed, times, planned, links = ENTITIES[entity]
            rows = []
            for source in tables.get(entity, []):
                row = {k: nfc(v) for k, v in source.items()}
                row['_e'] = entity
                for t in ([placed] if placed else []) + times + planned:
                    row[t] = parse_time(source[t])
                for t in times:
                    row['raw_' + t] = row[t]
                    if row[t] is not None and row[t] >= self.end_of_today:
                        row[t] = None
                for column, (name, _) in LOOKUPS.items():
                    if column in row:
                        row[name] = self.lookups[name].get(row[column])
                if entity == 'order_items':
                    row['product'], row['category'] = self.products.get(row['product_id'], (None, None))
                rows.append(row)
            # A row that is not there yet is no link's target, so its own kind is indexed without it.
            for row in rows:
                row['placed'] = row[placed] if placed else None
            rows = [r for r in rows if r['placed'] is None or r['placed'] < self.end_of_today]
            index[entity] = {r['id']: r for r in rows}
            for row in rows:
                for column, (name, target) in links.items():
                    row[name] = index[target].get(row[column])
            if entity in THROUGH:
                kept = []
                hidden = {r['id'] for r in tables.get('orders', [])} - set(index['orders']) if entity == 'order_items' else ()
                for row in rows:
                    parent = row[THROUGH[entity]]
                    row['customer'] = parent['customer'] if parent else None
                    if entity == 'order_items':
                        if row['order_id'] in hidden:
                            continue  # its time is the order's, so it comes after today as well
                        row['employee'] = parent['employee'] if parent else None
                        row['placed'] = row['created_at'] = parent['placed'] if parent else None
                    kept.append(row)
                rows = kept
            if entity == 'customers':
                for row in rows:
                    row['customer'] = row
                    row['employee'] = row['owner']
            self.rows[entity] = rows

    def seen_employees(self):
        """The viewer and all who work in a department, or one below it, that the viewer heads."""
        below = {d['id'] for d in self.departments.values() if d['head_id'] == self.viewer['id']}
        while True:
            more = {d['id'] for d in self.departments.values() if d['parent_id'] in below} - below
            if not more:
                break
            below |= more
        return {self.viewer['id']} | {e['id'] for e in self.employees.values() if e['department_id'] in below}

    def _hide(self, mine):
        def seen(row):
            customer = row.get('customer')
            person = customer['owner'] if customer else row.get('employee')
            return person is not None and person['id'] in mine

        kept = {entity: [r for r in rows if seen(r)] for entity, rows in self.rows.items()}
        there = {entity: {r['id'] for r in rows} for entity, rows in kept.items()}
        for entity, rows in kept.items():
            for row in rows:
                for name, target in ENTITIES[entity][3].values():
                    if target in there and row[name] is not None and row[name]['id'] not in there[target]:
                        row[name] = None
        self.rows = kept

    def within(self, entity, time, start, end):
        """The rows of an entity with start <= time < end, in time order."""
        import bisect
        key = (entity, time)
        if key not in self.sorted:
            rows = sorted((r for r in self.rows[entity] if r[time] is not None), key=lambda r: (r[time], r['id']))
            self.sorted[key] = ([r[time] for r in rows], rows)
        times, rows = self.sorted[key]
        return rows[bisect.bisect_left(times, start):bisect.bisect_left(times, end)]

    def age(self, customer, day):
        """Whole years on a day; who was born on 29 February has the birthday on 1 March in other years."""
        import datetime
        if customer is None:
            return None
        born = parse_time(customer['birthday'])
        if born is None:
            return None
        b, d = datetime.date.fromordinal(born // DAY), datetime.date.fromordinal(day)
        return d.year - b.year - ((d.month, d.day) < (b.month, b.day))


def age_band(age):
    if age is None:
        return None
    for bound, label in zip((18, 25, 35, 45, 55), AGE_BANDS):
        if age < bound:
            return label
    return AGE_BANDS[-1]


# Dimensions ---------------------------------------------------------------------------------------
# A getter takes (world, row, the day of ages) and returns text, a number, an instant or a row.

def _own(name):
    return lambda w, r, day: r[name]


def _of_customer(name):
    def get(w, r, day):
        c = r['customer']
        return c[name] if c is not None else None
    return get


def _of(link, name):
    def get(w, r, day):
        c = r[link]
        return c[name] if c is not None else None
    return get


def _department(w, r, day):
    e = r['employee']
    return e['department'] if e is not None else None


CUSTOMER = {n: ('text', _of_customer(n)) for n in ('source', 'relationship', 'industry', 'group', 'campaign', 'province', 'gender')}
CUSTOMER |= {
    'age': ('number', lambda w, r, day: w.age(r['customer'], day)),
    'age_band': ('text', lambda w, r, day: age_band(w.age(r['customer'], day))),
    'owner': ('link', _of_customer('owner')),
    'referrer': ('link', _of_customer('referrer')),
    'customer': ('link', _own('customer')),
}
STAFF = {'employee': ('link', _own('employee')), 'department': ('link', _department)}
_OWN = {
    'emails': {'campaign': 'text', 'direction': 'text', 'status': 'text', 'sent_at': 'time', 'opened_at': 'time', 'clicked_at': 'time'},
    'sms': {'status': 'text', 'sent_at': 'time'},
    'calls': {'direction': 'text', 'status': 'text', 'started_at': 'time', 'duration_seconds': 'number'},
    'notes': {'created_at': 'time'}, 'meetings': {'started_at': 'time'}, 'customer_updates': {'updated_at': 'time'},
    'tasks': {'project': 'text', 'kind': 'text', 'created_at': 'time', 'due_at': 'time', 'completed_at': 'time'},
    'opportunities': {'stage': 'text', 'status': 'text', 'lost_reason': 'text', 'value': 'number', 'created_at': 'time', 'closed_at': 'time', 'expected_close_on': 'time'},
    'opportunity_changes': {'kind': 'text', 'changed_at': 'time'},
    'orders': {'status': 'text', 'amount': 'number', 'cost': 'number', 'created_at': 'time'},
    'order_items': {'product': 'text', 'category': 'text', 'quantity': 'number', 'amount': 'number', 'created_at': 'time'},
    'contracts': {'kind': 'text', 'value': 'number', 'created_at': 'time', 'expires_on': 'time', 'effective_on': 'time'},
    'stock_notes': {'kind': 'text', 'created_at': 'time'},
    'surveys': {'kind': 'text', 'score': 'number', 'answered_at': 'time'},
    'tickets': {'contacts': 'number', 'opened_at': 'time', 'resolved_at': 'time'},
}
DIMENSIONS = {
    'customers': CUSTOMER | STAFF | {'created_at': ('time', _own('created_at'))},
    'marketing_costs': {n: ('text', _own(n)) for n in ('source', 'campaign', 'purpose')} | {'amount': ('number', _own('amount')), 'spent_on': ('time', _own('spent_on'))},
    'web_visits': {'source': ('text', _own('source')), 'visits': ('number', _own('visits')), 'visited_on': ('time', _own('visited_on'))},
}
for _entity, _names in _OWN.items():
    own = {n: (kind, _own(n)) for n, kind in _names.items()}
    DIMENSIONS[_entity] = CUSTOMER | STAFF | own
DIMENSIONS['surveys'] |= {'employee': ('link', _of_customer('owner')), 'department': ('link', lambda w, r, day: _department(w, r['customer'], day) if r['customer'] else None)}
for _entity in ('emails', 'sms', 'calls', 'meetings', 'customer_updates', 'surveys', 'tickets'):
    DIMENSIONS[_entity]['created_at'] = ('time', _of_customer('created_at'))  # one hop: the customer's
for _name in ('stage', 'status', 'lost_reason'):
    DIMENSIONS['opportunity_changes'][_name] = ('text', _of('opportunity', _name))
for _entity in ('order_items', 'stock_notes'):
    DIMENSIONS[_entity]['status'] = ('text', _of('order', 'status'))
# Paths the user may write out.
for _entity, _names in DIMENSIONS.items():
    if _entity in ('marketing_costs', 'web_visits'):
        continue
    for _name in ('source', 'province', 'relationship', 'campaign', 'gender'):
        _names['customer.' + _name] = ('text', _of_customer(_name))
    _names['customer.owner'] = ('link', _of_customer('owner'))
    _names['owner.department'] = ('link', lambda w, r, day: (lambda c: c['owner']['department'] if c and c['owner'] else None)(r['customer']))
    if _entity != 'surveys':
        _names['employee.department'] = ('link', _department)
# In the conversion table people are the act's own, every other dimension is the customer's.
CONVERSION = {entity: CUSTOMER | STAFF for entity in DIMENSIONS if entity not in ('marketing_costs', 'web_visits')}
ORDERED = {'relationship', 'age_band'}


def order_of(world, name, value):
    """The declared place of a value of an ordered dimension."""
    if name == 'age_band':
        return AGE_BANDS.index(value)
    return world.position[value]
