"""PostgreSQL and MariaDB on loopback, as a user that is not root, with random ports and temporary folders."""
import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PACKAGES = ['postgresql', 'mariadb-server', 'mariadb-client', 'libmariadb3', 'python3-venv']
DRIVER = 'adbc-driver-postgresql==1.13.0'


def install(folder):
    """Installs what is missing, and gives the folder of the driver's virtual environment."""
    if not (os.path.isdir('/usr/lib/postgresql') and shutil.which('mariadbd') and shutil.which('mariadb')):
        with_root = [] if os.geteuid() == 0 else ['sudo']
        environment = dict(os.environ, DEBIAN_FRONTEND='noninteractive')
        subprocess.run(with_root + ['apt-get', 'update', '-qq'], check=True, env=environment)
        subprocess.run(with_root + ['apt-get', 'install', '-y', '-qq', *PACKAGES], check=True, env=environment,
                       stdout=subprocess.DEVNULL)
    venv = os.path.join(folder, 'driver')
    if not os.path.exists(os.path.join(venv, 'installed')):
        subprocess.run([sys.executable, '-m', 'venv', venv], check=True)
        subprocess.run([os.path.join(venv, 'bin/python'), '-m', 'pip', 'install', '-q', '--disable-pip-version-check',
                        DRIVER], check=True)
        open(os.path.join(venv, 'installed'), 'w').close()
    return os.path.abspath(venv)


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


def as_user():
    """What has a program run by somebody who is not root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam('nobody')
    return {'user': nobody.pw_uid, 'group': nobody.pw_gid, 'extra_groups': []}


class Engine:
    """A server in a folder of its own; `sql` runs statements as its owner."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix='kpi-engine-', dir='/tmp')
        if os.geteuid() == 0:
            nobody = pwd.getpwnam('nobody')
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        self.port = free_port()
        self.process = None

    def run(self, *command):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=self.folder,
                       env=self.environment(), **as_user())

    def environment(self):
        """Whoever runs the server may not write where this program's own temporary files go."""
        return {**os.environ, 'TMPDIR': self.folder}

    def launch(self, *command):
        log = open(os.path.join(self.folder, 'log'), 'ab')
        self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True,
                                        env=self.environment(),
                                        **as_user())
        for _ in range(300):
            if self.process.poll() is not None:
                sys.exit(f'{command[0]} ended: see {self.folder}/log')
            try:
                self.sql('select 1')
                return
            except subprocess.CalledProcessError:
                time.sleep(0.1)
        sys.exit(f'{command[0]} does not answer')

    def processes(self):
        """All of the server's, which work in its folder; those of PostgreSQL have sessions of their own."""
        for pid in filter(str.isdigit, os.listdir('/proc')):
            with contextlib.suppress(OSError):
                if os.readlink(f'/proc/{pid}/cwd').startswith(self.folder):
                    yield int(pid)

    def pause(self, stops):
        """Holds every process of the server, or lets them go on."""
        for pid in self.processes():
            os.kill(pid, signal.SIGSTOP if stops else signal.SIGCONT)

    def kill(self):
        """Ends the server as a power cut does."""
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        while any(self.processes()):
            time.sleep(0.05)

    def stop(self):
        if self.process and self.process.poll() is None:
            for pid in self.processes():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


class PostgreSQL(Engine):
    name = 'PostgreSQL'

    def start(self):
        versions = sorted(os.listdir('/usr/lib/postgresql'), key=float)
        self.bin = f'/usr/lib/postgresql/{versions[-1]}/bin'
        self.run(f'{self.bin}/initdb', '-D', 'data', '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8')
        # A session's own zone and format of dates must not matter.
        self.serve()

    def serve(self):
        self.launch(f'{self.bin}/postgres', '-D', f'{self.folder}/data', '-p', str(self.port), '-k', self.folder,
                    '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off', '-c', 'timezone=America/New_York',
                    '-c', 'datestyle=German', '-c', 'log_statement=all')

    def sql(self, text, database='postgres'):
        done = subprocess.run(['psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-p',
                               str(self.port), '-U', 'owner', '-d', database], input=text.encode(), check=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.stdout.decode().strip()

    def create(self, database):
        self.sql(f'create database {database}')

    def address(self, database, user='owner', more=''):
        return f'postgresql://{user}@127.0.0.1:{self.port}/{database}{more}'

    def quoted(self, name):
        return '"' + name.replace('"', '""') + '"'

    def literal(self, value):
        if value is None:
            return 'NULL'
        if isinstance(value, str):
            return "'" + value.replace("'", "''") + "'"
        return repr(value)

    types = {'INTEGER': 'bigint', 'REAL': 'double precision', 'TEXT': 'text'}


class MariaDB(Engine):
    name = 'MariaDB'

    def start(self):
        self.run('mariadb-install-db', '--no-defaults', f'--datadir={self.folder}/data',
                 '--auth-root-authentication-method=normal', '--skip-test-db')
        self.serve()

    def serve(self):
        self.launch(shutil.which('mariadbd'), '--no-defaults', f'--datadir={self.folder}/data', f'--port={self.port}',
                    '--bind-address=127.0.0.1', f'--socket={self.folder}/socket', f'--pid-file={self.folder}/pid',
                    '--default-time-zone=-05:00', '--character-set-server=latin1', '--innodb-flush-log-at-trx-commit=0',
                    '--sql-mode=', '--general-log=1', f'--general-log-file={self.folder}/queries')

    def sql(self, text, database=''):
        done = subprocess.run(['mariadb', '--no-defaults', '--default-character-set=utf8mb4', '-N', '-B', '-h', '127.0.0.1',
                               '-P', str(self.port), '-u', 'root', *([database] if database else [])],
                              input=text.encode(), check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        return done.stdout.decode().strip()

    def create(self, database):
        self.sql(f"create database {database} character set utf8mb4; create user if not exists reader@'%';"
                 f"grant select on {database}.* to reader@'%'")

    def address(self, database, user='reader', more=''):
        return f'mysql://{user}@127.0.0.1:{self.port}/{database}{more}'

    def quoted(self, name):
        return '`' + name.replace('`', '``') + '`'

    def literal(self, value):
        if value is None:
            return 'NULL'
        if isinstance(value, str):
            return "'" + value.replace('\\', '\\\\').replace("'", "''") + "'"
        return repr(value)

    types = {'INTEGER': 'bigint', 'REAL': 'double', 'TEXT': 'varchar(400)'}


def copy(source, engine, database):
    """Brings the tables of a SQLite connection over, with their keys."""
    engine.create(database)
    tables = source.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite^_%' escape '^'")
    for table, in tables.fetchall():
        columns = source.execute(f'select name, type, pk from pragma_table_info({table!r})').fetchall()
        name = engine.quoted(table)
        lines = ', '.join(f'{engine.quoted(c)} {engine.types[t]}{" primary key" if key else ""}' for c, t, key in columns)
        text = [f'create table {name} ({lines});']
        rows = source.execute(f'select * from "{table}"').fetchall()
        for start in range(0, len(rows), 500):
            values = ',\n'.join('(' + ', '.join(map(engine.literal, row)) + ')' for row in rows[start:start + 500])
            text.append(f'insert into {name} values {values};')
        engine.sql('\n'.join(text), database)


def make_pairs(engine, folder, count):
    """A database of two tables that every writer changes together, so many rows each; the path of its model."""
    engine.create('pairs')
    engine.sql('create table a (id bigint primary key, n int, day_at date); create table b (id bigint primary key, n int, day_at date);', 'pairs')
    rows = ','.join(f"({n}, 0, '2024-01-05')" for n in range(1, count + 1))
    engine.sql(f'insert into a values {rows}; insert into b values {rows};', 'pairs')
    model = os.path.join(folder, 'pairs.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write('model pairs "Pairs"\nsubject a\nentity a { table a key id; time at = day_at; measure n }\n'
                   'entity b { table b key id; time at = day_at; measure n }\nmetric left = sum(a.n)\nmetric right = sum(b.n)\n')
    return model
