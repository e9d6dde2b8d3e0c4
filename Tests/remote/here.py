#!/usr/bin/env python3
"""What `kpi` answers from PostgreSQL and MariaDB, held against a file of SQLite with the same rows: part of `make test-more`.

    python3 Tests/remote/here.py --kpi BINARY [--shared FOLDER] [--only WORD]

Both servers are installed with apt where they are missing, and run as a user that is not root, on loopback. Exit 0 when
everything holds; the last line says how many checks passed.
"""
import argparse
import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, HERE)
import engines  # noqa: E402

passed, failed = 0, []
SECRET = 's3cret-geheim'


def check(name, holds, detail=''):
    global passed
    if holds:
        passed += 1
    else:
        failed.append(name)
        print(f'FAILED: {name}: {str(detail)[:900]}', flush=True)


class Kpi:
    def __init__(self, binary, venv, folder):
        self.binary, self.folder = binary, folder
        self.temporary = os.path.join(folder, 'temporary')
        os.makedirs(self.temporary, exist_ok=True)
        self.environment = {'PATH': '/usr/bin:/bin', 'HOME': folder, 'VIRTUAL_ENV': venv, 'KPI_CACHE': '',
                            'LANG': 'C.UTF-8', 'TMPDIR': self.temporary}

    def run(self, *arguments, timeout=120, environment=None):
        done = subprocess.run([self.binary, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=timeout, cwd=self.folder,
                              env={**self.environment, **(environment or {})})
        return done.returncode, done.stdout.decode('utf-8', 'replace'), done.stderr.decode('utf-8', 'replace')

    def ask(self, database, model, *statements, today='2024-12-31'):
        """Status, results and messages."""
        given = [part for statement in statements for part in ('-c', statement)]
        status, out, err = self.run(database, *(['--model', model] if model else []), '--today', today, '--format', 'json', *given)
        return status, [json.loads(line) for line in out.splitlines() if line.startswith('{')], err


# Values that are hard to bring over: what each database holds as its own type, and what SQLite holds instead.
MODEL = '''
model dirty "Dirty"
subject deals
entity people "People" { table people key id; name `we"ird` }
entity deals "Deals" {
  table deals key id
  time closed = closed_on
  time made = made_at
  time seen = seen_at
  link owner = owner_id -> people
  dimension label
  dimension won
  dimension code
  measure amount
  measure ratio
  measure share
  measure big
}
metric deals = count(deals)
metric amount = sum(deals.amount)
metric ratio = sum(deals.ratio)
metric share = sum(deals.share)
metric big = sum(deals.big)
metric won = count(deals where won = 1)
metric made = count(deals at made)
metric seen = count(deals at seen)
'''
COLUMNS = ['id', 'owner_id', 'label', 'won', 'code', 'amount', 'ratio', 'share', 'big', 'closed_on', 'made_at', 'seen_at']
LABELS = ["it's", 'a\\b', 'say "hi"', 'two\nlines', 'Hu\u1ebf', 'Hue\u0302\u0301', '\U0001F600', ' padded ', '', None,
          "'; drop table deals; --", '100%', '`tick`', 'null', 'tab\tend\\']


def dirty_rows():
    """Rows as Python has them: money as text of decimal digits, times as text."""
    rows = []
    for number in range(1, 46):
        month = (number - 1) % 12 + 1
        hour = (number * 7) % 24
        rows.append([
            number, number % 4 + 1 if number % 9 else 99, LABELS[number % len(LABELS)], number % 2, f'K{number % 3}',
            f'{number * 1234567}.{number % 100:02d}' if number % 7 else None, f'{number}.1{number % 10}', number + 0.5,
            number * 10 ** 12, f'2024-{month:02d}-{number % 28 + 1:02d}', f'2024-{month:02d}-{number % 28 + 1:02d} {hour:02d}:30:15',
            f'2024-{month:02d}-{number % 28 + 1:02d} {hour:02d}:59:59.500'])
    # Money that a double does not hold.
    rows[0][5] = '90071992547409.93'
    rows[1][5] = '-0.01'
    return rows


def sqlite_twin(path):
    db = sqlite3.connect(path)
    db.execute('create table people (id integer primary key, "we""ird" text)')
    db.executemany('insert into people values (?, ?)', [(1, 'An'), (2, "B'nh"), (3, 'C\\d'), (4, 'D"e')])
    db.execute('create table deals (id integer primary key, owner_id integer, label text, won integer, code text, amount, '
               'ratio, share real, big integer, closed_on text, made_at text, seen_at text)')
    for row in dirty_rows():
        # `seen_at` is an instant of UTC.
        db.execute('insert into deals values (?,?,?,?,?,?,?,?,?,?,?,?)', row[:11] + [row[11] + 'Z'])
    db.commit()
    return db


def fill_dirty(engine):
    q, lit = engine.quoted, engine.literal
    is_postgres = engine.name == 'PostgreSQL'
    engine.create('dirty')
    text, flag = ('text', 'boolean') if is_postgres else ('varchar(200)', 'tinyint(1)')
    instant = 'timestamptz' if is_postgres else 'timestamp(3) null'
    stamp = 'timestamp' if is_postgres else 'datetime'
    binary = '' if is_postgres else ' collate utf8mb4_bin'
    lines = [f'create table people (id bigint primary key, {q(chr(119) + "e" + chr(34) + "ird")} {text});',
             f'create table deals (id bigint primary key, owner_id bigint, label {text}{binary}, won {flag}, code char(5), '
             f'amount numeric(18,2), ratio numeric(20,6), share double precision, big bigint, closed_on date, '
             f'made_at {stamp}, seen_at {instant}, {q("order")} {text}, {q("select")} int);']
    for number, name in [(1, 'An'), (2, "B'nh"), (3, 'C\\d'), (4, 'D"e')]:
        lines.append(f'insert into people values ({number}, {lit(name)});')
    for row in dirty_rows():
        values = [lit(v) for v in row]
        if is_postgres:
            values[3] = 'true' if row[3] else 'false'
            values[11] = lit(row[11] + '+00')
        lines.append(f'insert into deals ({", ".join(COLUMNS)}) values ({", ".join(values)});')
    settings = '' if is_postgres else "set time_zone = '+00:00'; "
    engine.sql(settings + '\n'.join(lines), 'dirty')


QUESTIONS = [
    'show deals, amount, won by month year 2024', 'show amount, ratio, share, big year 2024',
    'show deals by label year 2024', 'show amount by owner year 2024', 'show deals by code, won year 2024',
    'show made, seen by day month 2024-03', 'show seen by hour year 2024', 'show seen by day month 2024-12',
    'list deals year 2024', "show deals where label = 'it''s' year 2024", "show deals where label = 'a\\b' year 2024",
    "show deals where label = 'Huế' year 2024", "show deals where label = '''; drop table deals; --' year 2024",
]


def test_equal_answers(kpi, engine, folder):
    """The same questions over the twin and over the engine: all results and notes are the same."""
    twin, model = os.path.join(folder, 'twin.db'), os.path.join(folder, 'dirty.kpi')
    if not os.path.exists(twin):
        sqlite_twin(twin)
        with open(model, 'w', encoding='utf-8') as file:
            file.write(MODEL)
    fill_dirty(engine)
    answered = 0
    for question in QUESTIONS:
        wanted, expected, told = kpi.ask(twin, model, question)
        status, found, err = kpi.ask(engine.address('dirty'), model, question)
        answered += wanted == 0
        check(f'{engine.name}: {question}', (status, found) == (wanted, expected), f'{status} {found or err} instead of {wanted} {expected or told}')
        notes = [sorted(line for line in text.splitlines() if '"severity":"note"' in line) for text in (told, err)]
        check(f'{engine.name}: notes of {question}', notes[0] == notes[1], f'{notes[1]} instead of {notes[0]}')
    check(f'{engine.name}: questions that are answered', answered == len(QUESTIONS), answered)
    # Rows that differ by one value must be told apart: else the comparison above says nothing.
    for wrong in ["update deals set amount = amount + 0.01 where id = 1", "update deals set label = 'its' where label = 'it''s'",
                  "update deals set seen_at = seen_at + interval '1' hour", "delete from deals where id = 45"]:
        engine.sql(f'create table kept as select * from deals; {wrong};', 'dirty')
        same = [kpi.ask(twin, model, question)[1] == kpi.ask(engine.address('dirty'), model, question)[1] for question in QUESTIONS]
        engine.sql('delete from deals; insert into deals select * from kept; drop table kept;', 'dirty')
        check(f'{engine.name}: found when `{wrong}`', not all(same))


def test_replay(kpi, engine, shared):
    small, expected = os.path.join(shared, 'crm/small.db'), os.path.join(shared, 'crm/expected.json')
    if not os.path.exists(small):
        print(f'left out: {small} is not there', flush=True)
        return
    if engine.name == 'PostgreSQL':
        engine.create('small')
        status, out, err = kpi.run('push', small, engine.address('small'))
        check('the reference database is moved', status == 0 and 'counts and sums are equal' in err, f'{status} {err}')
    else:
        engines.copy(sqlite3.connect(f'file:{small}?mode=ro', uri=True), engine, 'small')
    replay = [sys.executable, os.path.join(shared, 'crm/replay.py'), '--kpi', kpi.binary, '--db', engine.address('small'),
              '--expected', expected, '--max-shown', '5']
    done = subprocess.run(replay, env=kpi.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    last = done.stdout.decode().strip().splitlines()[-1]
    print(f'{engine.name}: {last}', flush=True)
    check(f'{engine.name}: the reference answers', done.returncode == 0 and re.fullmatch(r'\d{3,} passed, 0 failed', last), done.stdout.decode()[-900:])
    # Planted: one amount of one order is another.
    one = ("where id = (select m from (select max(id) as m from orders where status = 'placed' "
           "and created_at >= '2023-09-01' and created_at < '2023-10-01') as o)")
    engine.sql(f'update orders set amount = amount + 1 {one}', 'small')
    done = subprocess.run(replay + ['--only', 'revenue month 2023-09'], env=kpi.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    check(f'{engine.name}: a wrong amount is found', done.returncode == 1, done.stdout.decode()[-300:])
    engine.sql(f'update orders set amount = amount - 1 {one}', 'small')


ODD_MODEL = '''
model odd "Odd"
subject things
entity things "Things" {
  table things key id; time at = day_at; time ends planned = ends_at; dimension kind; measure amount; measure wide
}
metric things = count(things)
metric amount = sum(things.amount)
metric wide = sum(things.wide)
metric ended = count(things at ends)
'''


def test_odd_values(kpi, engine, folder):
    """Values that no model expects are told in notes, with counts; what is left is right."""
    model = os.path.join(folder, 'odd.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write(ODD_MODEL)
    engine.create('odd')
    if engine.name == 'PostgreSQL':
        engine.sql('''
          create type mood as enum ('sad', 'ok');
          create domain money2 as numeric(12,2);
          create table things (id bigint primary key, day_at timestamp, ends_at date, kind text, amount numeric, wide double precision);
          insert into things values (1, '2024-01-05', '2024-02-01', 'a', 1.10, 1), (2, '2024-01-06', 'infinity', 'a', 'NaN', 2),
            (3, 'infinity', '-infinity', 'b', 2.20, 'NaN'), (4, '-infinity', null, 'b', 4, 'infinity'),
            (5, '0044-03-15 BC', '12024-01-01', 'c', 8, 4);
          create table kinds (id bigint primary key, day_at date, ends_at timestamptz, kind mood, amount money2, wide real);
          insert into kinds values (1, '2024-01-05', '2024-01-05 18:30+00', 'sad', 0.10, 0.1), (2, '2024-01-05', null, 'ok', 0.20, 0.2);
          create table lists (id bigint primary key, day_at date, ends_at date, kind int[], amount json, wide uuid);
          insert into lists values (1, '2024-01-05', null, '{1,2}', '{"a": 1}', '00000000-0000-0000-0000-000000000001');
        ''', 'odd')
        odd = ["day_at", "ends_at", "amount", "wide"]
        expected = [5, '15.30', 7]
    else:
        engine.sql('''
          create table things (id bigint unsigned primary key, day_at datetime, ends_at date, kind text, amount varchar(20), wide bigint unsigned);
          insert into things values (1, '2024-01-05', '2024-02-01', 'a', '1.10', 1), (2, '2024-01-06', '0000-00-00', 'a', 'NaN', 2),
            (3, '0000-00-00 00:00:00', '2024-00-00', 'b', '2.20', 0), (4, '2024-01-07', null, 'b', 'x', 4),
            (18446744073709551615, '2024-01-08', null, 'c', '8', 0);
          create table kinds (id bigint primary key, day_at date, ends_at timestamp null, kind enum('sad', 'ok'), amount decimal(12,2), wide float);
          set time_zone = '+00:00';
          insert into kinds values (1, '2024-01-05', '2024-01-05 18:30', 'sad', 0.10, 0.1), (2, '2024-01-05', null, 'ok', 0.20, 0.2);
          create table lists (id bigint primary key, day_at date, ends_at date, kind set('1', '2'), amount json, wide inet6);
          insert into lists values (1, '2024-01-05', null, '1,2', '{"a": 1}', '::1');
        ''', 'odd')
        odd = ["day_at", "ends_at", "amount"]
        expected = [5, '11.30', 7]
    address = engine.address('odd')
    status, found, err = kpi.ask(address, model, 'show things, amount, wide all')
    check(f'{engine.name}: odd values are answered around', status == 0 and found, f'{status} {err}')
    for column in odd:
        check(f'{engine.name}: a note of {column}', re.search(rf'"severity":"note".*things\.{column}', err), err)
    status, found, err = kpi.ask(address, model, 'list things all')
    check(f'{engine.name}: what is odd is null', status == 0 and found and len(found[0]['rows']) >= 2, f'{found} {err}')
    print(f'{engine.name}: odd: {json.dumps(found)[:700]}', flush=True)
    kinds, lists = (os.path.join(folder, f'{name}.kpi') for name in ('kinds', 'lists'))
    for path, table in (kinds, 'kinds'), (lists, 'lists'):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(ODD_MODEL.replace('table things', f'table {table}'))
    status, found, err = kpi.ask(address, kinds, 'show amount, wide by kind all')
    rows = sorted(map(str, found[0]['rows'])) if found else []
    check(f'{engine.name}: enumerations, domains and 32 bits', rows == ["['ok', 0.2, 0.2]", "['sad', 0.1, 0.1]"], f'{rows} {err}')
    # 18:30 of UTC is the next day in Việt Nam.
    status, found, err = kpi.ask(address, kinds, 'show ended by day from 2024-01-05 to 2024-01-06')
    check(f'{engine.name}: an instant is of the company\'s day', status == 0 and found and [row[-1] for row in found[0]['rows']] == [0, 1], f'{found} {err}')
    status, found, err = kpi.ask(address, lists, 'show things, amount by kind all')
    check(f'{engine.name}: nested types are text, and no numbers', status == 0 and 'lists' in str(err) or 'amount' in err, f'{found} {err}')


WORDS_MODEL = """model w "W"
subject sales
entity words { table words key word; dimension word }
entity sales { table sales key id; time at; dimension word; link spoken = word_key -> words }
metric n = count(sales)
metric linked = count(sales where spoken.word = 'giá')
"""


def test_words(kpi, engine, folder):
    """Words that the database's own order takes for one (tones, in MariaDB's for Vietnamese) are several here, keys of links among them."""
    model = os.path.join(folder, 'words.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write(WORDS_MODEL)
    engine.create('words')
    kind = 'varchar(9) character set utf8mb4 collate utf8mb4_vietnamese_ci' if engine.name == 'MariaDB' else 'varchar(9)'
    words = ['giá', 'giả', 'gia', 'giâ']
    engine.sql(f'create table words (word varchar(9){" character set utf8mb4 collate utf8mb4_bin" if engine.name == "MariaDB" else ""} primary key);'
               f'create table sales (id bigint primary key, at date, word {kind}, word_key {kind});'
               + ''.join(f"insert into words values ('{word}'); insert into sales values ({i}, '2024-01-05', '{word}', '{word}');" for i, word in enumerate(words)), 'words')
    status, found, err = kpi.ask(engine.address('words'), model, 'show n by word all', "show n where word = 'giá' all", 'show linked all')
    rows = sorted(row[0] for row in found[0]['rows']) if found else []
    check(f'{engine.name}: words that differ in their tones are several', status == 0 and rows == sorted(words), f'{found} {err}')
    check(f'{engine.name}: and so in conditions and links', [table['rows'] for table in found[1:]] == [[[1]], [[1]]], f'{found} {err}')


def test_messages(kpi, engine, folder):
    """What cannot be had is told with what to do, and never a crash."""
    model = os.path.join(folder, 'dirty.kpi')
    no_table = os.path.join(folder, 'no_table.kpi')
    no_column = os.path.join(folder, 'no_column.kpi')
    with open(model, encoding='utf-8') as file:
        text = file.read()
    open(no_table, 'w', encoding='utf-8').write(text.replace('table deals', 'table deels'))
    open(no_column, 'w', encoding='utf-8').write(text.replace('measure amount', 'measure amount = amout'))
    address = engine.address('dirty')
    for name, arguments, wanted, words in [
        ('a table is missing', [address, '--model', no_table, '-c', 'show deals all'], 3, ['missing-table', 'deels']),
        ('a column is missing', [address, '--model', no_column, '-c', 'show deals all'], 3, ['missing-column', 'amout']),
        ('another model', [address, '-c', 'show revenue'], 3, ['model-mismatch']),
        ('no server', [address.replace(str(engine.port), str(engines.free_port())), '--model', model, '-c', 'show deals'], 3, ['cannot-connect']),
        ('no such host', [re.sub('@127.0.0.1:[0-9]+', '@nowhere.invalid', address), '--model', model, '-c', 'show deals'], 3, ['cannot-connect']),
        ('no such database', [engine.address('nowhere'), '--model', model, '-c', 'show deals'], 3, ['cannot-connect', 'nowhere']),
        ('no such user', [engine.address('dirty', user='stranger'), '--model', model, '-c', 'show deals'], 3, ['cannot-connect', 'stranger']),
        ('a password', [address.replace('@', f':{SECRET}@'), '--model', model, '-c', 'show deals'], 2, ['password-in-address']),
        ('an unknown parameter', [address + '?optoin=1', '--model', model, '-c', 'show deals'], 2, ['bad-address', 'optoin']),
        ('writing', [address, '--model', model, '-c', "sql 'delete from deals'"], 2, ['bad-query']),
        ('two statements', [address, '--model', model, '-c', "sql 'select 1; drop table deals'"], 2, ['bad-query']),
        ('a mistake in SQL', [address, '--model', model, '-c', "sql 'select nothing from nowhere'"], 2, ['bad-query', 'nowhere']),
    ]:
        status, out, err = kpi.run(*arguments)
        check(f'{engine.name}: {name}', status == wanted and all(word in err for word in words), f'{status} {out}{err}')
        check(f'{engine.name}: {name}, no secret', SECRET not in out + err)
    for variable, words in ('KPI_DRIVER_POSTGRESQL', 'pip install adbc-driver-postgresql'), ('KPI_DRIVER_MYSQL', 'apt install libmariadb3'):
        status, out, err = kpi.run(address, '--model', model, '-c', 'show deals', environment={variable: '/nowhere/x.so'})
        if (engine.name == 'PostgreSQL') == ('POSTGRES' in variable):
            check(f'{engine.name}: no driver', status == 3 and 'no-driver' in err and words in err, f'{status} {err}')
        else:
            check(f'{engine.name}: another\'s driver is not needed', status == 0, err)
    # What is asked reaches the server as it is, and the session cannot write.
    status, found, err = kpi.ask(address, model, "sql 'select count(*) as n, sum(amount) as s from deals'")
    check(f'{engine.name}: sql', status == 0 and found[0]['rows'][0][0] == 45, f'{found} {err}')
    if engine.name == 'PostgreSQL':
        status, _, err = kpi.run(address, '--model', model, '-c', "sql 'with x as (delete from deals returning id) select * from x'")
        check('PostgreSQL: a query that deletes', status == 2 and 'read-only' in err, err)
        status, _, err = kpi.run(address, '--model', model, '-c', "sql 'select array[1,2] as a'")
        check('PostgreSQL: a list in sql', status == 2 and '::text' in err, err)
    else:
        status, _, err = kpi.run(address, '--model', model, '-c', "sql 'select 1 into outfile ''/tmp/kpi-out'''")
        check('MariaDB: a query that writes a file', status == 2 and not os.path.exists('/tmp/kpi-out'), err)
    # A right that is lacking.
    if engine.name == 'PostgreSQL':
        engine.sql("create role poor login; grant connect on database dirty to poor; grant select on people to poor", 'dirty')
        status, _, err = kpi.run(engine.address('dirty', user='poor'), '--model', model, '-c', 'show deals all')
        check('PostgreSQL: no right', status == 3 and 'deals' in err and ('permission' in err or 'select' in err), f'{status} {err}')
    else:
        engine.sql("create user poor@'%'; grant select on dirty.people to poor@'%'")
        status, _, err = kpi.run(engine.address('dirty', user='poor'), '--model', model, '-c', 'show deals all')
        check('MariaDB: no right', status == 3 and 'deals' in err, f'{status} {err}')


def test_passwords(kpi, engine, folder):
    """The driver's own places give the password; it stands nowhere else."""
    model = os.path.join(folder, 'dirty.kpi')
    if engine.name == 'PostgreSQL':
        engine.sql(f"create role locked login password '{SECRET}'; grant select on all tables in schema public to locked", 'dirty')
        hba = os.path.join(engine.folder, 'data/pg_hba.conf')
        with open(hba, 'r+') as file:
            rest = file.read()
            file.seek(0)
            file.write('host all locked 127.0.0.1/32 scram-sha-256\n' + rest)
        engine.sql('select pg_reload_conf()')
        variable, path, line = 'PGPASSWORD', '.pgpass', f'127.0.0.1:{engine.port}:*:locked:{SECRET}\n'
    else:
        engine.sql(f"create user locked@'%' identified by '{SECRET}'; grant select on dirty.* to locked@'%'")
        variable, path, line = 'MYSQL_PWD', '.my.cnf', f'[client]\npassword={SECRET}\n'
    address, place = engine.address('dirty', user='locked'), os.path.join(folder, path)
    status, _, err = kpi.run(address, '--model', model, '-c', 'show deals all')
    check(f'{engine.name}: no password', status == 3 and 'cannot-connect' in err and path in err, f'{status} {err}')
    status, _, err = kpi.run(address, '--model', model, '-c', 'show deals all', environment={variable: SECRET})
    check(f'{engine.name}: {variable}', status == 0, err)
    status, _, err = kpi.run(address, '--model', model, '-c', 'show deals all', environment={variable: SECRET + 'x'})
    check(f'{engine.name}: a wrong password is told without it', status == 3 and SECRET not in err, err)
    with open(place, 'w') as file:
        file.write(line)
    os.chmod(place, 0o600)
    status, out, err = kpi.run(address, '--model', model, '-c', 'show deals all')
    check(f'{engine.name}: ~/{path}', status == 0 and SECRET not in out + err, err)
    os.chmod(place, 0o644)
    status, out, err = kpi.run(address, '--model', model, '-c', 'show deals all')
    check(f'{engine.name}: ~/{path} that others may read', status == 3 and SECRET not in out + err, f'{status} {err}')
    os.unlink(place)
    # A password that was typed is kept in no file.
    state = os.path.join(folder, 'state')
    os.makedirs(state, exist_ok=True)
    entry = f'.open {address.replace("@", ":" + SECRET + "@")}\nopen "{address.replace("@", ":" + SECRET + "@")}" modle "x"\n.quit\n'
    out = terminal([kpi.binary, os.path.join(folder, 'twin.db'), '--model', model], entry,
                   {**kpi.environment, 'XDG_STATE_HOME': state, 'TERM': 'xterm'}, folder)
    kept = b''.join(open(os.path.join(parent, name), 'rb').read() for parent, _, names in os.walk(state) for name in names)
    check(f'{engine.name}: the history keeps the line', b'.open' in kept, kept)
    check(f'{engine.name}: and not the password', SECRET.encode() not in kept, kept)
    told = [line for line in out.splitlines() if 'password-in-address' in line or '│' in line]
    check(f'{engine.name}: messages do not have it', told and not any(SECRET in line for line in told), told)


def terminal(command, entry, environment, folder):
    """What a program at a terminal shows for what is typed."""
    process, master = None, None
    master, slave = pty.openpty()
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=folder, start_new_session=True)
    os.close(slave)
    out, lines, end = b'', entry.splitlines(), time.time() + 60
    while time.time() < end:
        if select.select([master], [], [], 1.0)[0]:
            try:
                out += os.read(master, 65536)
            except OSError:
                break
        elif lines:
            os.write(master, lines.pop(0).encode() + b'\r')
        elif process.poll() is not None:
            break
    process.kill()
    process.wait()
    os.close(master)
    return out.decode('utf-8', 'replace')


def test_snapshot(kpi, engine, folder):
    """All tables are of one moment: two tables that every writer changes together always agree."""
    model = engines.make_pairs(engine, folder, 3000)
    stop = threading.Event()

    def write():
        while not stop.is_set():
            engine.sql('begin; update a set n = n + 1; update b set n = n + 1; commit;', 'pairs')

    writer = threading.Thread(target=write)
    writer.start()
    seen = set()
    try:
        for _ in range(8):
            status, found, err = kpi.ask(engine.address('pairs'), model, 'show left, right all')
            sums = found[0]['rows'][0] if found else None
            check(f'{engine.name}: one snapshot', status == 0 and sums[-1] == sums[-2], f'{sums} {err}')
            seen.add(str(sums))
    finally:
        stop.set()
        writer.join()
    check(f'{engine.name}: the tables did change meanwhile', len(seen) > 1, seen)


def test_stopping(kpi, engine, folder):
    """Ctrl-C, `--timeout`, a server that hangs or dies in the middle: an end, a message, and nothing left behind."""
    engine.create('slow')
    if engine.name == 'PostgreSQL':
        engine.sql("create view slow as select n as id, date '2024-01-05' as day_at, pg_sleep(0.01)::text as x, 2024 as y, 1 as m "
                   "from generate_series(1, 6000) as n;", 'slow')
        running = "select count(*) from pg_stat_activity where application_name = 'kpi' and state = 'active'"
    else:
        numbers = ','.join(f'({i})' for i in range(1, 6001))
        engine.sql(f"create table n (seq int primary key); insert into n values {numbers}; create view slow as "
                   "select seq as id, date '2024-01-05' as day_at, sleep(0.01) as x, 2024 as y, 1 as m from n", 'slow')
        running = "select count(*) from information_schema.processlist where user = 'reader' and command <> 'Sleep'"
    model = os.path.join(folder, 'slow.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write('model slow "Slow"\nsubject s\nentity s { table slow key id; time at = day_at; dimension x }\nmetric s = count(s)\n')
    address = engine.address('slow')

    def is_idle():
        for _ in range(50):
            if engine.sql(running) == '0':
                return True
            time.sleep(0.1)
        return False

    start = time.time()
    status, out, err = kpi.run(address, '--model', model, '--timeout', '2', '-c', 'show s all')
    check(f'{engine.name}: --timeout', status == 130 and 'timed-out' in err and time.time() - start < 12, f'{status} {out}{err} after {time.time() - start:.1f} s')
    check(f'{engine.name}: --timeout ends the query there', is_idle())
    start = time.time()
    process = subprocess.Popen([kpi.binary, address, '--model', model, '-c', 'show s all'], env=kpi.environment, cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    check(f'{engine.name}: Ctrl-C', process.returncode == 130 and b'interrupted' in err, f'{process.returncode} {err}')
    check(f'{engine.name}: Ctrl-C ends the query there', is_idle())
    # A server that no longer answers.
    process = subprocess.Popen([kpi.binary, address, '--model', model, '--timeout', '3', '-c', 'show s all'], env=kpi.environment,
                               cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    engine.pause(True)
    try:
        out, err = process.communicate(timeout=60)
        check(f'{engine.name}: a server that hangs', process.returncode == 130 and b'timed-out' in err, f'{process.returncode} {err}')
    finally:
        engine.pause(False)
    # One that dies while rows stream.
    process = subprocess.Popen([kpi.binary, address, '--model', model, '-c', 'show s all'], env=kpi.environment, cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    engine.kill()
    out, err = process.communicate(timeout=60)
    check(f'{engine.name}: a server that dies', process.returncode == 3 and (b'engine-error' in err or b'cannot-connect' in err) and not out.strip(),
          f'{process.returncode} {out}{err}')
    engine.serve()
    check(f'{engine.name}: no rows are left in the temporary folder', os.listdir(kpi.temporary) == [], os.listdir(kpi.temporary))
    # Rows go straight into columns; those with a time of several columns lie in a file, which a killed program leaves and the
    # next one takes away.
    joined = os.path.join(folder, 'joined.kpi')
    with open(joined, 'w', encoding='utf-8') as file:
        file.write('model slow "Slow"\nsubject s\nentity s { table slow key id; time at = y, m as "yyyy mm"; dimension x }\nmetric s = count(s)\n')
    for path, most in (model, 0), (joined, 1):
        process = subprocess.Popen([kpi.binary, address, '--model', path, '-c', 'show s all'], env=kpi.environment, cwd=folder,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(2)
        process.kill()
        process.wait()
        left = os.listdir(kpi.temporary)
        modes = [os.stat(os.path.join(parent, name)).st_mode & 0o777 for parent, _, names in os.walk(kpi.temporary) for name in names]
        check(f'{engine.name}: {most} folders with rows', len(left) == most and bool(modes) == bool(most), f'{left} {modes}')
        check(f'{engine.name}: rows in use lie where only their user reads them', all(m == 0o600 for m in modes)
              and all(os.stat(os.path.join(kpi.temporary, name)).st_mode & 0o777 == 0o700 for name in left), f'{left} {modes}')
    kpi.ask(engine.address('pairs'), os.path.join(folder, 'pairs.kpi'), 'show left all')
    check(f'{engine.name}: what a killed program left goes', os.listdir(kpi.temporary) == [], os.listdir(kpi.temporary))


def test_other_commands(kpi, engine, folder):
    model, address = os.path.join(folder, 'dirty.kpi'), engine.address('dirty')
    status, out, err = kpi.run('init', address)
    check(f'{engine.name}: init', status == 0 and 'entity deals' in out and 'entity people' in out, f'{status} {out[:300]}{err}')
    drafted = os.path.join(folder, f'drafted-{engine.name}.kpi')
    with open(drafted, 'w', encoding='utf-8') as file:
        file.write(out)
    status, found, err = kpi.ask(address, drafted, 'show deals all')
    check(f'{engine.name}: the drafted model answers', status == 0 and found, f'{status} {err}')
    status, out, err = kpi.run('check', model, '--db', address)
    check(f'{engine.name}: check', status in (0, 3) and '99' in out + err, f'{status} {out}{err}')
    status, out, err = kpi.run('check', os.path.join(folder, 'no_column.kpi'), '--db', address)
    check(f'{engine.name}: check of a model that does not fit', status == 3 and 'amout' in out and 'amount' in out, f'{status} {out}{err}')
    out = terminal([kpi.binary, os.path.join(folder, 'twin.db'), '--model', model, '--today', '2024-12-31'],
                   f'.open {address}\n.schema deals\nshow deals year 2024\n.quit\n',
                   {**kpi.environment, 'TERM': 'dumb', 'KPI_HISTORY': '', 'KPI_PAGER': ''}, folder)
    check(f'{engine.name}: .open and .schema', 'closed_on DATE' in out and re.search(r'\b45\b', out), out[-600:])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--shared', default=os.environ.get('SHARED', os.path.join(ROOT, '../shared')))
    parser.add_argument('--only', default='', help='only the engine with this word in its name')
    parser.add_argument('--test', default='', help='only the tests with this word in their name')
    a = parser.parse_args()
    venv = engines.install(os.path.join(ROOT, '.build', 'remote'))
    for engine in engines.PostgreSQL(), engines.MariaDB():
        if a.only.lower() not in engine.name.lower():
            engine.stop()
            continue
        with tempfile.TemporaryDirectory(prefix='kpi-remote-') as folder:
            kpi = Kpi(os.path.abspath(a.kpi), venv, folder)
            try:
                engine.start()
                tests = {'equal': test_equal_answers, 'odd': test_odd_values, 'words': test_words, 'messages': test_messages, 'modes': mishaps.test_modes, 'memory': mishaps.test_memory, 'zones': mishaps.test_zones,
                         'kept': kept.test, 'passwords': test_passwords, 'snapshot': test_snapshot, 'other': test_other_commands, 'broken': mishaps.test_broken_load,
                         'stopping': test_stopping, 'replay': lambda *given: test_replay(kpi, engine, os.path.abspath(a.shared))}
                for name, test in tests.items():
                    # Others ask what the first one makes.
                    if a.test not in name and name != 'equal':
                        continue
                    start = time.time()
                    test(kpi, engine, folder)
                    print(f'{engine.name}: {name}: {passed} passed so far, {len(failed)} failed ({time.time() - start:.0f} s)', flush=True)
            finally:
                engine.stop()
    for name in failed:
        print(f'FAILED: {name}')
    print(f'{passed} passed, {len(failed)} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    # What this and the modules beside it count is one.
    sys.modules['here'] = sys.modules['__main__']
    import kept
    import mishaps
    sys.exit(main())
