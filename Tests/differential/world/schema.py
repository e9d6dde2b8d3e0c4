"""A random small company: its tables with their rows, and the model that says what they mean.

What is awkward about it is listed in FEATURES; a world has about half of them.
"""
import calendar_ as cal
from world.clock import Clock, write
from world.model import Dimension, Entity, Events, History, Link, Measure, Model, Time

FEATURES = ('decimals', 'untimed', 'planned', 'expression', 'linked', 'twolinks', 'repeats', 'lookups', 'keys', 'history',
            'zones', 'forms', 'events', 'segments', 'dirty', 'ages', 'large')
ZONES = ('Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC')
CITIES = ['Huế', 'Hà Nội', 'Đà Lạt', 'Cần Thơ', 'Vinh', 'An Khê', 'Bảo Lộc', 'o', 'Sa Đéc']
NAMES = ['An', 'Bình', 'Chi', 'Dũng', 'Giang', 'Hạnh', 'Khoa', 'Lan', 'Minh', 'Nga', 'Oanh', 'Phúc', 'Quân', 'Sơn', 'Thảo', 'Uyên', 'Vân', 'Xuân', 'Yến', 'Đức']
STATES = ['new', 'warm', 'hot', 'won', 'lost']


class Builder:
    """`tables`: name -> (columns with their types, rows); rows are lists."""

    def __init__(self, rng, features, size):
        self.rng, self.size, self.tables = rng, size, {}
        self.on = {f for f in features if rng.random() < 0.55}
        zone = rng.choice(ZONES) if 'zones' in self.on else 'Asia/Ho_Chi_Minh'
        self.clock = Clock(zone)
        self.today = cal.ordinal(2023, 1, 1) + rng.randrange(1000)
        self.model = Model('clients', zone, self.today)
        self.span = rng.choice((40, 150, 150, 420))

    def table(self, name, columns, rows):
        self.tables[name] = (columns, rows)
        self.last = None  # a moment comes twice within one table

    # Values --------------------------------------------------------------------------------------

    def moment(self, early=0, late=None):
        """Milliseconds of a random moment in working hours; some come twice, some in the night of a change of clocks."""
        late = self.span if late is None else late
        if getattr(self, 'last', None) and self.rng.random() < 0.06:
            return self.last
        day = self.today - self.rng.randrange(early, max(late, early + 1))
        if self.rng.random() < 0.1 and early >= 0:
            second = self.rng.choice((0, 86399, 3600 * 23, 1))
        else:
            second = self.rng.randrange(6 * 3600, 21 * 3600)
        self.last = self.clock.local(day, second).ms + (self.rng.choice((0, 250, 999)) if 'forms' in self.on and self.rng.random() < 0.2 else 0)
        return self.last

    def form(self):
        """How a column of times is written."""
        if 'forms' not in self.on:
            return self.rng.choice((None, None, 'day'))
        return self.rng.choice((None, 'offset', 'utc', 'unix', 'unix_ms', 'unix_us', 'julian', 'day', 'dd/mm/yyyy', 'excel', 'yyyymmdd'))

    def stored(self, ms, how, nulls=0.0):
        if ms is None or self.rng.random() < nulls:
            return None
        if how not in ('unix_ms', 'unix_us', None, 'offset', 'utc'):
            ms -= ms % 1000
        return write(ms, how, self.clock, self.rng)

    def type_of(self, how):
        return {'unix': 'INTEGER', 'unix_ms': 'INTEGER', 'unix_us': 'INTEGER', 'julian': 'REAL', 'excel': 'REAL'}.get(how, 'TEXT')

    def keys(self, n):
        """(the column's type, n keys) of one style."""
        style = self.rng.choice(('int', 'int', 'text', 'blob', 'big')) if 'keys' in self.on else 'int'
        start = self.rng.randrange(1, 50)
        numbers = [start + i * self.rng.choice((1, 1, 2)) if style == 'int' else start + i for i in range(n)]
        numbers = sorted(set(numbers)) + [start + 2 * n + i for i in range(n - len(set(numbers)))]
        if style == 'text':
            return 'TEXT', [f'K{i:04}' for i in numbers]
        if style == 'blob':
            return 'BLOB', [bytes([i % 251, 0, i // 251, 255]) for i in sorted(numbers, key=lambda i: (i % 251, i // 251))]
        if style == 'big':
            return 'INTEGER', [2 ** 62 + 7 * i for i in numbers]
        return 'INTEGER', numbers

    def dangling(self, key):
        return {'TEXT': 'K9999', 'BLOB': b'\xff\xff', 'INTEGER': 987654321}[key]

    def pick(self, entity, nulls=0.1):
        """A key of an entity's rows, nothing, or one that leads nowhere."""
        kind, keys = self.pools[entity]
        if self.rng.random() < nulls:
            return self.dangling(kind) if 'dirty' in self.on and self.rng.random() < 0.4 else None
        if not keys:
            return None
        return self.rng.choice(keys[:max(1, len(keys) // 3)] if self.rng.random() < 0.5 else keys)

    def amount(self):
        """A money value in the world's style."""
        r = self.rng
        if r.random() < (0.05 if 'dirty' in self.on else 0):
            return None
        n = r.choice((r.randrange(1, 100), r.randrange(100, 100000), -r.randrange(1, 50)))
        if self.money == 'REAL':
            return n / r.choice((1, 10, 100, 10000))
        if self.money == 'TEXT':
            return f'{n}.{r.randrange(100):02}' if n >= 0 else f'{n}'
        if self.money in WRITTEN:  # for people: 1.234,5 ₫; now and then in a form that is none
            points, comma, signs = WRITTEN[self.money]
            cents = r.choice(('', '', f'{comma}{r.randrange(10)}', f'{comma}{r.randrange(100):02}'))
            body = f'{abs(n) * r.choice((1, 1, 1000)):,}'.replace(',', points) + cents
            odd = 'dirty' in self.on and r.random() < 0.06
            return f'{body} tr' if odd else r.choice(signs).format(('-' if n < 0 else '') + body)
        return n + (2 ** 56 if 'large' in self.on else 0)


# What stands before three digits, what before decimals, what around a number.
WRITTEN = {'1.234,56': ('.', ',', ('{}', '{} ₫', '{}đ', 'VND {}')), '1,234.56': (',', '.', ('{}', '${}', '{} %', ' {} USD '))}


def build(rng, features, size=40):
    """(model without metrics, tables, the features it has)."""
    b = Builder(rng, features, size)
    b.money = rng.choice(('REAL', 'TEXT', *WRITTEN)) if 'decimals' in b.on else 'INTEGER'
    b.pools = {}
    lookups(b)
    people(b)
    clients(b)
    orders(b)
    visits(b)
    if 'linked' in b.on:
        lines(b)
    if 'twolinks' in b.on:
        messages(b)
    if 'untimed' in b.on:
        goods(b)
    unions(b)
    return b.model, b.tables, b.on


def lookups(b):
    rng = b.rng
    states = STATES[:rng.randrange(3, 6)]
    order = list(range(len(states)))
    rng.shuffle(order)
    b.table('states', {'id': 'INTEGER PRIMARY KEY', 'name': 'TEXT', 'position': 'INTEGER'}, [[i + 1, s, order[i]] for i, s in enumerate(states)])
    b.pools['states'] = 'INTEGER', [i + 1 for i in range(len(states))]
    # Two rows of one text are one group.
    channels = ['web', 'fair', 'friend', 'call', 'web']
    b.table('channels', {'id': 'INTEGER PRIMARY KEY', 'code': 'TEXT', 'title': 'TEXT'}, [[i + 11, f'c{i}', t] for i, t in enumerate(channels)])
    b.pools['channels'] = 'INTEGER', [i + 11 for i in range(len(channels))]
    b.pools['codes'] = 'TEXT', [f'c{i}' for i in range(len(channels))]


def people(b):
    rng = b.rng
    b.table('teams', {'id': 'INTEGER PRIMARY KEY', 'name': 'TEXT'}, [[1, 'North'], [2, 'South'], [3, 'East']])
    b.pools['teams'] = 'INTEGER', [1, 2, 3]
    b.model.entities['teams'] = Entity('teams', 'teams', 'id', label='name')
    kind, keys = b.keys(rng.randrange(3, 7))
    b.pools['staff'] = kind, keys
    names = rng.sample(NAMES, len(keys))
    if 'dirty' in b.on and kind == 'INTEGER':
        names[-1] = names[0]
    b.table('staff', {'no': kind, 'name': 'TEXT', 'team_id': 'INTEGER'}, [[k, n, b.pick('teams')] for k, n in zip(keys, names)])
    b.model.entities['staff'] = Entity('staff', 'staff', 'no', label='name', links=[Link('team', 'teams', 'team_id')])


def clients(b):
    """The subject: with a time, without, with a planned one, or one that is worked out."""
    rng, on = b.rng, b.on
    kind, keys = b.keys(rng.randrange(12, 12 + b.size // 2))
    b.pools['clients'] = kind, keys
    e = Entity('clients', 'clients', 'id', label='name')
    how, how_left = b.form(), b.form()
    columns = {'id': kind, 'name': 'TEXT', 'joined': b.type_of(how), 'moved': b.type_of(how_left), 'city': 'TEXT', 'heads': 'INTEGER', 'state': 'INTEGER',
               'channel': 'TEXT' if 'lookups' in on else 'INTEGER', 'owner': b.tables['staff'][0]['no'], 'friend': kind, 'born': 'TEXT', 'gone': 'INTEGER'}
    placing = rng.choice([p for p in ('none', 'planned', 'expression') if {'none': 'untimed'}.get(p, p) in on] + ['plain', 'plain'])
    b.placing = placing
    joined = Time('joined', ('column', 'joined'), how, placing == 'planned')
    moved = Time('moved', ('column', 'moved'), how_left)
    if placing == 'expression':
        e.times = [Time('since', ('expr', ('call', 'coalesce', ('path', 'moved'), ('path', 'joined')))), joined, moved]
    elif placing != 'none':
        e.times = [joined, moved]
    e.dimensions = [Dimension('city', 'text', ('column', 'city')), Dimension('heads', 'number', ('column', 'heads')),
                    Dimension('state', 'text', ('lookup', 'state', 'states', 'name', None, 'position'))]
    e.dimensions.append(Dimension('channel', 'text', ('lookup', 'channel', 'channels', 'title', 'code' if 'lookups' in on else None, None)))
    if 'ages' in on:
        e.times.append(Time('born', ('column', 'born'), planned=True)) if e.times else None
        if e.times:
            e.dimensions += [Dimension('age', 'number', ('expr', ('age', ('path', 'born')))), Dimension('age_band', 'text', ('expr', ('bands', ('path', 'age'), (18, 25, 35, 45))))]
    e.dimensions.append(Dimension('heads_band', 'text', ('expr', ('bands', ('path', 'heads'), (3, 5, 10)))))
    e.links = [Link('owner', 'staff', 'owner'), Link('friend', 'clients', 'friend')]
    if rng.random() < 0.5:
        e.links.append(Link('team', 'teams', path='owner.team'))
    future = -15 if placing in ('plain', 'planned') else 0
    rows, deleted = [], []
    b.joined = {}
    for i, key in enumerate(keys):
        ms = b.moment(future)
        b.joined[key] = ms
        name = f'{rng.choice(NAMES)} {i}' if not ('dirty' in on and kind == 'INTEGER' and rng.random() < 0.1) else 'An'
        born = None if rng.random() < 0.2 else cal.iso(b.today - rng.randrange(15 * 365, 60 * 365))
        rows.append([key, name, b.stored(ms, how, 0.06 if 'dirty' in on else 0), b.stored(b.moment(0), how_left, 0.6), rng.choice(CITIES[:6] + [None]),
                     rng.choice((None, 1, 2, 3, 5, 8, 12)), b.pick('states'), b.pick('codes' if 'lookups' in on else 'channels'), b.pick('staff'), b.pick('clients', 0.7), born, 0])
        if 'repeats' in on and rng.random() < 0.3:
            deleted.append(rows[-1][:1] + ['Old', b.stored(b.moment(0), how), None, 'Vinh', 99, None, None, None, None, None, 1])
    if 'repeats' in on:
        e.where = ('cmp', '=', ('path', 'gone'), ('num', 0))
        rows = deleted + rows
    b.table('clients', columns, rows)
    if 'history' in on:
        history(b, e, keys)
    b.model.entities['clients'] = e


def history(b, e, keys):
    rng = b.rng
    e.histories.append(History('state', 'moves', 'client', 'at', 'was', 'is_now', ('states', 'name')))
    how = rng.choice((None, 'offset')) if 'forms' in b.on else None
    rows, n = [], 1
    for key in keys:
        at = sorted(b.moment(-5) for _ in range(rng.choice((0, 1, 2, 4))))
        was = b.pick('states')
        for ms in at:
            now = b.pick('states', 0.05)
            rows.append([n, key, b.stored(ms, how), was, now])
            was, n = now, n + 1
        if at and at[-1] < b.clock.midnight(b.today + 1).ms:
            row = next(r for r in b.tables['clients'][1] if r[0] == key and r[11] == 0)
            row[6] = was
    rng.shuffle(rows)
    b.table('moves', {'id': 'INTEGER PRIMARY KEY', 'client': b.tables['clients'][0]['id'], 'at': 'TEXT', 'was': 'INTEGER', 'is_now': 'INTEGER'}, rows)


def orders(b):
    """Rows with money, a closing time, a planned one; placed by a column, a plan, or an expression."""
    rng, on = b.rng, b.on
    kind, keys = b.keys(b.size * 2)
    b.pools['orders'] = kind, keys
    e = Entity('orders', 'orders', 'id')
    how, closed, due = b.form(), b.form(), b.form()
    placing = rng.choice([p for p in ('planned', 'expression') if p in on] + ['plain', 'plain'])
    at = Time('at', ('column', 'made'), how, placing == 'planned')
    e.times = [at, Time('closed', ('column', 'closed'), closed), Time('due', ('column', 'due'), due, True)]
    if placing == 'expression':
        e.times.insert(0, Time('counted', ('expr', ('call', 'coalesce', ('path', 'closed'), ('path', 'at')))))
    e.times.append(Time('done', ('expr', ('call', 'if', ('cmp', '=', ('path', 'status'), ('text', 'open')), ('null!',), ('call', 'coalesce', ('path', 'closed'), ('path', 'at'))))))
    e.dimensions = [Dimension('status', 'text', ('column', 'status')), Dimension('kind', 'text', ('column', 'kind'))]
    e.measures = [Measure('amount', ('column', 'amount'), 'USD', b.money == 'INTEGER', b.money if b.money in WRITTEN else None), Measure('pieces', ('column', 'pieces')),
                  Measure('rate', ('column', 'rate'), None, False)]
    e.links = [Link('client', 'clients', 'client_id'), Link('agent', 'staff', 'agent')]
    rows = []
    for key in keys:
        late = -25 if placing == 'planned' else 0 if placing == 'expression' else -6
        ms = b.moment(late)
        end = ms + rng.randrange(0, 30 * 86400) * 1000
        if placing == 'expression':
            end = min(end, b.clock.midnight(b.today + 1).ms - 5000)
        rows.append([key, b.stored(ms, how, 0.05 if 'dirty' in on else 0), b.stored(end, closed, 0.4), b.stored(ms + rng.randrange(0, 50 * 86400) * 1000, due, 0.2),
                     rng.choice(('open', 'won', 'won', 'lost')), rng.choice(('new', 'renewal', None)), b.amount(), rng.randrange(0, 9), rng.choice((None, 0.25, 1.5, 3.75, 0.1)) if rng.random() < 0.8 else rng.random(),
                     b.pick('clients', 0.12), b.pick('staff')])
    b.table('orders', {'id': kind, 'made': b.type_of(how), 'closed': b.type_of(closed), 'due': b.type_of(due), 'status': 'TEXT', 'kind': 'TEXT',
                       'amount': 'TEXT' if b.money in WRITTEN else b.money, 'pieces': 'INTEGER', 'rate': 'REAL', 'client_id': b.tables['clients'][0]['id'], 'agent': b.tables['staff'][0]['no']}, rows)
    b.model.entities['orders'] = e


def visits(b):
    rng = b.rng
    kind, keys = b.keys(int(b.size * 1.5))
    b.pools['visits'] = kind, keys
    how = b.form()
    e = Entity('visits', 'visits', 'id', times=[Time('at', ('column', 'at'), how)], dimensions=[Dimension('kind', 'text', ('column', 'kind')), Dimension('page', 'text', ('column', 'page'))],
               measures=[Measure('seconds', ('column', 'seconds'))], links=[Link('client', 'clients', 'client_id')])
    rows = [[k, b.stored(b.moment(-4), how, 0.04 if 'dirty' in b.on else 0), rng.choice(('in', 'out')), rng.choice(('home', 'price', "it's", None)), rng.choice((None, 5, 30, 90, 600)), b.pick('clients', 0.1)] for k in keys]
    b.table('visits', {'id': kind, 'at': b.type_of(how), 'kind': 'TEXT', 'page': 'TEXT', 'seconds': 'INTEGER', 'client_id': b.tables['clients'][0]['id']}, rows)
    b.model.entities['visits'] = e


def lines(b):
    """Rows whose time is their order's."""
    rng = b.rng
    e = Entity('lines', 'lines', 'id', times=[Time('at', ('path', 'order.' + b.model.entities['orders'].placed.name))], dimensions=[Dimension('article', 'text', ('column', 'article'))],
               measures=[Measure('units', ('column', 'units')), Measure('credit', ('expr', ('/', ('*', ('path', 'order.pieces'), ('path', 'units')), ('num', 4))), None, False)],
               links=[Link('order', 'orders', 'order_id')])
    if rng.random() < 0.6:
        e.links.append(Link('client', 'clients', path='order.client'))
    rows = [[i + 1, b.pick('orders', 0.06), rng.choice(('bolt', 'nut', 'cap')), rng.randrange(1, 20)] for i in range(b.size * 2)]
    b.table('lines', {'id': 'INTEGER PRIMARY KEY', 'order_id': b.tables['orders'][0]['id'], 'article': 'TEXT', 'units': 'INTEGER'}, rows)
    b.model.entities['lines'] = e


def messages(b):
    """Two links lead to the subject."""
    rng = b.rng
    how = b.form()
    e = Entity('messages', 'messages', 'id', times=[Time('sent', ('column', 'sent'), how)], dimensions=[Dimension('tone', 'text', ('column', 'tone'))],
               links=[Link('sender', 'clients', 'sender'), Link('recipient', 'clients', 'recipient')])
    kind = b.tables['clients'][0]['id']
    rows = [[i + 1, b.stored(b.moment(-3), how), rng.choice(('warm', 'cold', None)), b.pick('clients'), b.pick('clients')] for i in range(b.size)]
    b.table('messages', {'id': 'INTEGER PRIMARY KEY', 'sent': b.type_of(how), 'tone': 'TEXT', 'sender': kind, 'recipient': kind}, rows)
    b.model.entities['messages'] = e


def goods(b):
    """An entity without a time."""
    rng = b.rng
    e = Entity('goods', 'goods', 'id', dimensions=[Dimension('shelf', 'text', ('column', 'shelf'))], measures=[Measure('stock_left', ('column', 'stock_left'))], links=[Link('keeper', 'staff', 'keeper')])
    b.table('goods', {'id': 'INTEGER PRIMARY KEY', 'shelf': 'TEXT', 'stock_left': 'INTEGER', 'keeper': b.tables['staff'][0]['no']},
            [[i + 1, rng.choice(('a', 'b', None)), rng.randrange(50), b.pick('staff')] for i in range(12)])
    b.model.entities['goods'] = e


def unions(b):
    if 'events' not in b.on:
        return
    status = ('cmp', b.rng.choice(('=', '!=')), ('path', 'status'), ('text', 'won'))
    b.model.events['touches'] = Events('touches', [('orders', b.rng.choice((None, status)), b.rng.choice((None, None, 'closed'))), ('visits', b.rng.choice((None, ('cmp', '=', ('path', 'kind'), ('text', 'in')))), None)])


def store(path, tables):
    """The database file."""
    import os
    import sqlite3
    if os.path.exists(path):
        os.unlink(path)
    db = sqlite3.connect(path)
    for name, (columns, rows) in tables.items():
        db.execute(f'create table "{name}" (' + ', '.join(f'"{c}" {t}' for c, t in columns.items()) + ')')
        db.executemany(f'insert into "{name}" values ({", ".join("?" * len(columns))})', rows)
    db.commit()
    db.close()
