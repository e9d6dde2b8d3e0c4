"""A PostgreSQL server of our own on loopback, and SQLite databases moved into it.

The server runs as an unprivileged user, for it refuses root, on a free port, over a folder that goes when it ends.
"""
import csv
import datetime
import glob
import io
import os
import pwd
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile

NULL = '\x02null\x02'
DAY = re.compile(r'\d{4}-\d\d-\d\d$')
MOMENT = re.compile(r'\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d{1,6})?)?$')


class Unmovable(Exception):
    """What a table there cannot hold."""


class Failed(Exception):
    """What the server says to a statement."""


def programs():
    """The folder of the server's programs, which are installed from apt where there are none."""
    for attempt in range(2):
        found = sorted(glob.glob('/usr/lib/postgresql/*/bin/initdb'))
        if found:
            return os.path.dirname(found[-1])
        if shutil.which('initdb'):
            return os.path.dirname(os.path.realpath(shutil.which('initdb')))
        if attempt == 0 and shutil.which('apt-get'):
            sudo = [] if os.getuid() == 0 else ['sudo']
            subprocess.run(sudo + ['apt-get', 'update', '-qq'], check=False)
            subprocess.run(sudo + ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '-qq', 'postgresql'], check=False)
    raise SystemExit('SKIPPED: PostgreSQL cannot be had on this machine: nothing was compared with it')


class Server:
    def __init__(self):
        self.bin = programs()
        self.folder = tempfile.mkdtemp(prefix='kpi-postgres-')
        self.data = os.path.join(self.folder, 'data')
        self.user = next((u for u in ('postgres', 'nobody') if self.has(u)), None) if os.getuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        # An order that is not that of the bytes: what forgets to ask for that one is noticed.
        self.run('initdb', '-D', self.data, '-U', 'kpi', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8',
                 '--locale-provider=icu', '--icu-locale=vi', '--no-sync')
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder} -c fsync=off -c timezone=America/New_York -c max_connections=20"
        self.run('pg_ctl', '-D', self.data, '-w', '-t', '60', '-l', os.path.join(self.folder, 'log'), '-o', options, 'start')
        self.databases = 0

    @staticmethod
    def has(user):
        try:
            return bool(pwd.getpwnam(user))
        except KeyError:
            return False

    def run(self, program, *arguments):
        who = ['runuser', '-u', self.user, '--'] if self.user else []
        # The server would keep pipes of ours open.
        subprocess.run(who + [os.path.join(self.bin, program), *arguments], check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, cwd=self.folder)

    def stop(self):
        try:
            self.run('pg_ctl', '-D', self.data, '-m', 'immediate', 'stop')
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def psql(self, database, text, zone='Asia/Tokyo'):
        """Rows of texts (None for null) that the last statement answers."""
        env = {'PATH': os.environ.get('PATH', ''), 'PGOPTIONS': f'-c timezone={zone} -c datestyle=ISO,DMY', 'PGCLIENTENCODING': 'UTF8'}
        command = [os.path.join(self.bin, 'psql'), '-X', '-q', '--csv', '-t', '-v', 'ON_ERROR_STOP=1', '-P', 'null=' + NULL,
                   '-h', '127.0.0.1', '-p', str(self.port), '-U', 'kpi', '-d', database]
        # What comes with -c is not searched for variables of psql.
        short = len(text.encode()) < 100_000
        done = subprocess.run(command + (['-c', text] if short else ['-f', '-']), input=None if short else text.encode(),
                              capture_output=True, env=env, timeout=300, stdin=subprocess.DEVNULL if short else None)
        if done.returncode:
            raise Failed(done.stderr.decode('utf-8', 'replace').strip())
        rows = csv.reader(io.StringIO(done.stdout.decode('utf-8'), newline=''))
        return [[None if cell == NULL else cell for cell in row] for row in rows]

    rows = psql

    def database(self):
        """A new database, without anything in it."""
        self.databases += 1
        name = f'd{self.databases}'
        self.psql('postgres', f'create database {name} template template0')
        return name

    def drop(self, name):
        self.psql('postgres', f'drop database {name} with (force)')

    def move(self, path, typing):
        """The database that a SQLite file was moved into, by a way of typing its columns."""
        texts = [statement(*table) for table in typed(path, typing)]
        name = self.database()
        self.psql(name, 'begin;\n' + '\n'.join(texts) + '\ncommit;\nanalyze;\n' + ' ' * 100_000)
        return name

    def types(self, name):
        """What `kpi bench --postgres-types` reads."""
        rows = self.psql(name, "select table_name, column_name, data_type, coalesce(datetime_precision, case when numeric_precision is not null then numeric_scale end)"
                               " from information_schema.columns where table_schema = 'public'")
        return '\n'.join('\t'.join(cell or '' for cell in row) for row in rows) + '\n'


def quoted(name):
    if len(name.encode()) > 63 or '\0' in name:
        raise Unmovable('a name')
    return '"' + name.replace('"', '""') + '"'


def typed(path, typing):
    """Tables as (name, [(column, type, cell → text)], rows)."""
    db = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
    names = [row[0] for row in db.execute("select name from sqlite_master where type in ('table', 'view') and name not like 'sqlite\\_%' escape '\\'")]
    for name in names:
        try:
            cursor = db.execute('select * from "' + name.replace('"', '""') + '"')
            heads = [d[0] for d in cursor.description]
            rows = cursor.fetchall()
        except (sqlite3.Error, UnicodeError) as error:
            raise Unmovable(str(error)) from None
        declared = {row[1]: row[2].upper() for row in db.execute('pragma table_xinfo("' + name.replace('"', '""') + '")')}
        columns = [(head, *column_type(declared.get(head, ''), [row[i] for row in rows], head, typing)) for i, head in enumerate(heads)]
        yield name, columns, rows
    db.close()


def plain(value):
    if isinstance(value, bytes):
        return '\\x' + value.hex()
    if isinstance(value, str) and '\0' in value:
        raise Unmovable('a NUL')
    return repr(value) if isinstance(value, float) else str(value)


def is_day(text):
    try:
        return bool(DAY.match(text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def is_moment(text):
    try:
        return bool(MOMENT.match(text)) and bool(datetime.datetime.fromisoformat(text))
    except ValueError:
        return False


def column_type(declared, values, name, typing):
    """(type, cell → text): `plain` has texts, bigint and double; the others what people who make tables there take."""
    there = [v for v in values if v is not None]
    kinds = {type(v) for v in there}
    if not kinds:
        kinds = {int} if 'INT' in declared else {float} if re.search('REAL|FLOA|DOUB', declared) else {bytes} if declared == 'BLOB' else {str}
    if kinds == {bytes}:
        return 'bytea', plain
    if bytes in kinds:
        raise Unmovable('bytes beside others')
    if kinds == {int}:
        if typing != 'plain' and set(there) <= {0, 1} and name.startswith('is_'):
            return 'boolean', lambda v: 'true' if v else 'false'
        small = all(abs(v) < 2 ** 31 for v in there)
        return 'integer' if typing != 'plain' and small else 'bigint', plain
    if kinds <= {int, float}:
        short = all(round(v, 4) == v and abs(v) < 1e10 for v in there)
        return ('numeric(18, 4)', lambda v: f'{v:.4f}') if typing != 'plain' and short else ('double precision', plain)
    texts = [v for v in there if isinstance(v, str)]
    if typing == 'plain' or len(texts) != len(there):
        return 'text', plain
    if texts and all(is_day(t) for t in texts):
        return 'date', plain
    if texts and all(is_moment(t) for t in texts):
        # The company's clock, which stands seven hours ahead of UTC.
        return ('timestamptz', lambda v: v + '+07') if typing == 'instants' else ('timestamp', plain)
    return 'text', plain


def statement(name, columns, rows):
    heads = ', '.join(f'{quoted(c)} {t}' for c, t, _ in columns)
    lines = [f'create table {quoted(name)} ({heads});', f"copy {quoted(name)} from stdin with (format csv, null '\\N');"]
    for row in rows:
        lines.append(','.join('\\N' if v is None else '"' + write(v).replace('"', '""') + '"' for v, (_, _, write) in zip(row, columns)))
    return '\n'.join(lines + ['\\.'])
