"""A server of Spark's protocol on loopback (Sail), and SQLite databases moved into it as Parquet.

Runs under the Python of a virtual environment that has `PACKAGES`.
"""
import datetime
import decimal
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import warnings

from postgres import Failed, Unmovable, typed

# Of one another's choosing: Sail takes no client of Spark 4.3.
PACKAGES = ['pysail==0.7.2', 'pyspark-client==4.2.0', 'pyarrow==26.0.1', 'pandas==2.3.3', 'adbc-driver-spark==0.3.0']
warnings.simplefilter('ignore')
ZONE = datetime.timezone.utc


class Connect:
    """What speaks Spark's protocol on loopback; files of its tables lie in a folder that goes with it."""

    def __init__(self, port):
        self.port, self.count = port, 0
        self.folder, self.places = tempfile.mkdtemp(prefix='kpi-spark-'), {}

    def session(self):
        from pyspark.sql import SparkSession
        session = SparkSession.builder.remote(f'sc://127.0.0.1:{self.port}').create()
        session.conf.set('spark.sql.session.timeZone', 'UTC')
        return session

    def rows(self, session, text):
        """Rows of texts (None for null)."""
        try:
            table = session.sql(text).toArrow()
        except Exception as error:  # noqa: BLE001: whatever it is, it is what the server says
            raise Failed(' '.join(str(error).split())[:600]) from None
        return [list(map(written, row)) for row in zip(*(column.to_pylist() for column in table.columns))]

    def move(self, path, typing):
        """The session that has a SQLite file's tables, by a way of typing their columns."""
        import pyarrow.parquet
        self.count += 1
        self.places = {}
        for name, columns, rows in typed(path, typing):
            place = os.path.join(self.folder, f'{self.count}', f'{abs(hash(name))}')
            os.makedirs(place)
            pyarrow.parquet.write_table(arrow(columns, rows), os.path.join(place, 'part.parquet'))
            self.places[name] = place
        return self.tables(self.places)

    def tables(self, places):
        """A session with tables over the files in those folders."""
        session = self.session()
        for name, place in places.items():
            session.sql(f"create table default.{quoted(name)} using parquet location '{place}'").collect()
        return session

    def types(self, session):
        """What `kpi bench --spark-types` reads."""
        names = [row['tableName'] for row in session.sql('show tables in default').collect()]
        # Of a table over files it describes no columns.
        lines = [[name, *pair] for name in names for pair in session.table(f'default.{quoted(name)}').dtypes]
        return '\n'.join('\t'.join(line) for line in lines) + '\n'

    def drop(self, session):
        session.stop()


class Server(Connect):
    """One process of Sail; each database is a session of its own, for its catalog is the session's."""

    def __init__(self):
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            super().__init__(s.getsockname()[1])
        log = open(os.path.join(self.folder, 'log'), 'wb')
        program = os.path.join(os.path.dirname(sys.executable), 'sail')
        self.process = subprocess.Popen([program, 'spark', 'server', '--ip', '127.0.0.1', '--port', str(self.port)], stdin=subprocess.DEVNULL,
                                        stdout=log, stderr=log, start_new_session=True, env={**os.environ, 'SAIL_MODE': 'local'})
        for _ in range(200):
            with socket.socket() as s:
                if s.connect_ex(('127.0.0.1', self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit(f'Sail does not answer: see {self.folder}/log')

    def stop(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def quoted(name):
    if '\0' in name or not name:
        raise Unmovable('a name')
    return '`' + name.replace('`', '``') + '`'


def arrow(columns, rows):
    import pyarrow
    arrays, names = [], []
    for place, (name, kind, write) in enumerate(columns):
        type_, read = READERS[kind.split('(')[0]](pyarrow)
        values = [None if row[place] is None else read(write(row[place])) for row in rows]
        arrays.append(pyarrow.array(values, type_))
        names.append(name)
    if len({name.lower() for name in names}) < len(names):
        raise Unmovable('two columns of one name')
    return pyarrow.Table.from_arrays(arrays, names)


READERS = {
    'bigint': lambda pa: (pa.int64(), int), 'integer': lambda pa: (pa.int32(), int), 'double precision': lambda pa: (pa.float64(), float),
    'numeric': lambda pa: (pa.decimal128(18, 4), decimal.Decimal), 'boolean': lambda pa: (pa.bool_(), lambda t: t == 'true'),
    'date': lambda pa: (pa.date32(), datetime.date.fromisoformat), 'text': lambda pa: (pa.string(), str),
    'timestamp': lambda pa: (pa.timestamp('us'), datetime.datetime.fromisoformat),
    'timestamptz': lambda pa: (pa.timestamp('us', tz='UTC'), lambda t: datetime.datetime.fromisoformat(t + ':00').astimezone(ZONE)),
    'bytea': lambda pa: (pa.binary(), lambda t: bytes.fromhex(t[2:])),
}


def written(value):
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.strftime('%Y-%m-%d %H:%M:%S.%f') if value.year > 999 else re.sub(r'^', '0' * (4 - len(str(value.year))), value.strftime('%-Y-%m-%d %H:%M:%S.%f'))
    if isinstance(value, datetime.date):
        return f'{value.isoformat()} 00:00:00'
    return repr(value) if isinstance(value, float) else str(value)
