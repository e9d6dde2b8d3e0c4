#!/usr/bin/env python3
"""The plans of questions in SQL for Spark, answered by Sail, held against what kpi answers itself.

    python3 Tests/remote/spark.py --kpi BINARY [--shared ../shared] [--worlds N] [--questions M] [--seed S]

Sail speaks Spark's protocol and dialect, and starts in a quarter of a second; what it cannot do is listed (`UNABLE`), and everything
else has to be the same. Then faults are planted in the SQL, each of which must be noticed. Exit 0: nothing differs, every fault does.
It is installed into a virtual environment of its own below `.build`.
"""
import collections
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(HERE), 'differential')]

import calendar_ as cal
import cut
import sail
import there
from postgres import Failed, Unmovable
from there import MORE, Tally
from world.kpi import ENVIRONMENT
from worlds import make

# What Sail says where it has no answer and Spark has one.
UNABLE = {
    'a subquery with a comparison of two rows': r'No field named .*Valid fields are',
    # What composes texts is a function of a column: it is left out, and tested over texts that are written down.
    'a function of a column': r'is not composed|No field named default\.',
}
COMPOSING = re.compile(r"aggregate\(split\('[^']*', ' '\), (?:(?! end\)).)* end\)", re.S)
# What a statement of ours ends with where its data are not such as it can answer for.
REFUSED = re.compile('comes twice')
FAULTS = {
    'null goes first': lambda sql: sql.replace(' nulls last', ' nulls first'),
    'an average is cut off': lambda sql: sql.replace(' as double) / nullif', ' as bigint) / nullif'),
    'a week begins on Sunday': lambda sql: sql.replace("as date), date '0001-01-01')", "as date), date '0001-01-07')"),
    # As a session would do it whose zone is the company's: what is shown is shifted already.
    'a session in local time': lambda sql: re.sub(r'unix_millis\((r\.\w+)\)', r"unix_millis(from_utc_timestamp(\1, 'Asia/Ho_Chi_Minh'))", sql),
    'a month has 30 days': lambda sql: re.sub(r"interval '(\d+)' month", lambda m: f"interval '{int(m[1]) * 30}' day", sql),
    'a day more': lambda sql: sql.replace("< timestamp '2023-10-01'", "<= timestamp '2023-10-01 12:00'"),
}


class Sails(Tally):
    """Counts what Sail cannot do apart from what differs."""

    def __init__(self, sql):
        super().__init__(sql, 'Sail')

    def ask(self, server, session, asked, refused, where):
        self.refused += refused
        for statement, sql, rows in asked:
            try:
                problem = there.difference(rows, server.rows(session, without(sql)))
            except Failed as error:
                problem = str(error)
                known = next((name for name, words in UNABLE.items() if re.search(words, problem)), None)
                if known or REFUSED.search(problem):
                    self.refused[f'Sail: {known}' if known else 'in the statement'] += 1
                    continue
            if problem is None:
                self.same += 1
                continue
            self.wrong += 1
            print(f'\nMISMATCH {where}: {statement}\n  {problem[:700]}' + (f'\n{sql}' if self.sql else ''), flush=True)


def without(sql):
    """A statement in which texts that would have to be composed end it."""
    return COMPOSING.sub("raise_error('a text is not composed (NFC)')", sql)


def compositions(a, server):
    """Every letter of Vietnamese is composed, with its marks in each order that means the same; others are refused."""
    done = subprocess.run([a.kpi, os.path.join(a.shared, 'crm/small.db'), '-c', 'explain sql spark show orders by province year 2023'],
                          capture_output=True, env=ENVIRONMENT, check=True)
    column = re.search(r'case when r\.province rlike .*? else r\.province end', done.stdout.decode(), re.S)[0]
    low = 'àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵăâêôơư'
    texts = []
    for letter in low + low.upper():
        first, *marks = unicodedata.normalize('NFD', letter)
        texts += {first + ''.join(order) for order in itertools.permutations(marks) if unicodedata.normalize('NFC', first + ''.join(order)) == letter}
    session = server.session()

    def asked(texts):
        values = ', '.join(f"('x{text}')" for text in texts)
        return server.rows(session, f"select v.t, {column.replace('r.province', 'v.t')} from (values {values}) as v(t)")
    wrong = [pair for pair in asked(texts + ['Đà Nẵng ❤️']) if pair[1] != unicodedata.normalize('NFC', pair[0])]
    for other in 'n\u0303', '\u212b', 'か\u3099', '\uf900':
        try:
            wrong.append(asked([other]))
        except Failed as error:
            if 'not composed' not in str(error):
                wrong.append(str(error))
    print(f'{len(texts)} ways to write letters: {"all composed" if not wrong else wrong[:5]}', flush=True)
    return len(wrong)


def plans(a, *rest):
    return there.plans(a, *rest, option='--spark-types')


def crm(a, server):
    """The reference CRM's questions; returns what planted faults are looked for in."""
    db = os.path.join(a.shared, 'crm/small.db')
    with open(os.path.join(a.shared, 'crm/expected.json'), encoding='utf-8') as f:
        statements = [case['statement'] for case in json.load(f)]
    statements = [s for s in statements + MORE if not a.only or a.only in s]
    known, wrong = [], 0
    for typing in 'typed', 'instants', 'plain':
        tally = Sails(a.sql)
        session = server.move(db, typing)
        # Not all of them each time; times that are texts take ten times as long.
        step = {'typed': 2, 'instants': 8, 'plain': 16}[typing]
        own = statements if a.only else statements[a.seed % step::step]
        asked, refused = plans(a, db, None, '2023-12-31', '\n'.join(own) + '\n', server.types(session))
        tally.ask(server, session, asked, refused, f'in the reference CRM ({typing})')
        known.append([(session, statement, without(sql), rows) for statement, sql, rows in asked])
        wrong += tally.tell(f'reference CRM, {typing} columns')
    return [plan for same in itertools.zip_longest(*known) for plan in same if plan], wrong


def wire(a, server):
    """Some of the reference answers through kpi's own wire, and what it says where there is none."""
    server.move(os.path.join(a.shared, 'crm/small.db'), 'typed')
    place = f'127.0.0.1:{server.port}'
    address = f'spark://{place}?session_id='
    # The driver ends the session that it has joined, and the tables are the session's: each call gets one of its own.
    program = os.path.join(server.folder, 'kpi')
    with open(program, 'w', encoding='utf-8') as f:
        f.write(f'#!{sys.executable}\nimport os, sys\nsys.dont_write_bytecode = True\nsys.path[:0] = [{HERE!r}]\nimport sail\n'
                f'session = sail.Connect({server.port}).tables({server.places!r})\nown = {address!r}\n'
                f'os.execv({os.path.abspath(a.kpi)!r}, [{a.kpi!r}] + [own + session.session_id if word == own else word for word in sys.argv[1:]])\n')
    os.chmod(program, 0o755)
    with open(os.path.join(a.shared, 'crm/expected.json'), encoding='utf-8') as f:
        # Where a text has to be composed, or two rows are compared, Sail has no answer.
        known = [case for case in json.load(f) if not re.search('province|stage|project|lost_reason|before|opportunities_', case['statement'])]
    chosen = [case for verb in ('show', 'funnel', 'cycle', 'journey', 'growth', 'list', 'share', 'retention')
              for case in [c for c in known if c['statement'].startswith(verb + ' ')][:12:6]]
    expected = os.path.join(server.folder, 'expected.json')
    with open(expected, 'w', encoding='utf-8') as f:
        json.dump(chosen, f)
    given = {**ENVIRONMENT, 'VIRTUAL_ENV': sys.prefix, 'KPI_CACHE': ''}
    replay = [sys.executable, os.path.join(a.shared, 'crm/replay.py'), '--kpi', program, '--db', address, '--expected', expected, '--chunk', '500', '--timeout', '300']
    lines = subprocess.run(replay, env=given, capture_output=True).stdout.decode().splitlines()
    # A question that Sail has no answer to ends with Sail's words, as everything does that an engine refuses.
    failed = [(line, reason) for line, reason in zip(lines, lines[1:]) if line.startswith('FAIL')]
    wrong = sum(not any(re.search(words, reason) for words in UNABLE.values()) for _, reason in failed)
    answered = len(chosen) - len(failed)
    print('\n'.join(f'{line}: {reason}' for line, reason in failed if wrong), flush=True)
    wrong += answered < 5

    def says(name, where, words, *more, environment=given, status=None):
        done = subprocess.run([program if where == address else a.kpi, where, *more], capture_output=True, env=environment, stdin=subprocess.DEVNULL, timeout=120)
        text = (done.stdout + done.stderr).decode()
        if words not in text or status is not None and done.returncode != status:
            print(f'WRONG: {name}: {done.returncode} {text[:600]}', flush=True)
            return 1
        return 0
    one = ['-c', "sql 'select 1 as a'"]
    wrong += says('a value', address, '2.5', '-c', "sql 'select cast(2.5 as decimal(5,2)) as a'", status=0)
    wrong += says('a time is of UTC', address, '2023-01-31 19:00:00', '-c', "sql 'select timestamp ''2023-01-31 19:00:00'' as a'", status=0)
    for query in 'drop table orders', 'with x as (select 1) insert into orders select 1', 'select 1; select 2', 'insert into orders select 1':
        wrong += says(query, address, 'error[', '-c', f"sql '{query}'")
    wrong += says('no such table', address, 'nowhere', '-c', "sql 'select * from nowhere'")
    wrong += says('nobody there', 'spark://127.0.0.1:1', 'error[cannot-connect]', *one)
    wrong += says('a password', f'spark://me:secret@{place}', 'error[password-in-address]', *one)
    wrong += says('a token', f'spark://{place}?token=secret', 'error[password-in-address]', *one)
    wrong += says('a parameter', f'spark://{place}?sslmode=on', '`session_id`', *one)
    wrong += says('no driver', f'spark://{place}', 'pip install adbc-driver-spark', *one, environment={'PATH': '/nowhere', 'HOME': '/nowhere'})
    wrong += says('a file that is no driver', f'spark://{place}', 'error[no-driver]', *one, environment={**given, 'KPI_DRIVER_SPARK': os.path.abspath(__file__)})
    wrong += says('brought over', address, '84', '--engine', 'here', '--today', '2023-12-31', '-c', 'show orders month 2023-09', status=0)
    wrong += broken(a, server, given)
    print(f'through the wire: {answered} of {len(chosen)} answers, {"none wrong" if not wrong else "WRONG"}', flush=True)
    return wrong


def broken(a, server, environment):
    """The connection ends while rows come: then there is an error, and nothing is answered of what had come."""
    wrong = 0
    for engine in 'here', 'there':
        whole = cut.Cut(server.port, 1 << 40)
        for part in None, 0.02, 0.3, 0.7, 0.95:
            wire = whole if part is None else cut.Cut(server.port, int(whole.passed * part))
            session = server.tables(server.places)
            done = subprocess.run([a.kpi, f'spark://127.0.0.1:{wire.port}?session_id={session.session_id}', '--engine', engine, '--today', '2023-12-31',
                                   '-c', 'show new_customers month 2023-09'], env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
            wire.close()
            said = done.stderr.decode()
            if part is None:
                right = done.returncode == 0 and b' 50\n' in done.stdout
            else:
                right = done.returncode == 3 and not done.stdout and ('error[engine-error]' in said or 'error[cannot-connect]' in said)
            if not right:
                print(f'WRONG: {engine}, a connection that ends after {part} of {whole.passed} bytes: {done.returncode} {done.stdout[:200]} {said[:400]}',
                      flush=True)
                wrong += 1
    return wrong


def companies(a, server):
    base = tempfile.mkdtemp(prefix='kpi-spark-')
    total, unmoved = Sails(a.sql), collections.Counter()
    for seed in range(a.seed * 1000, a.seed * 1000 + a.worlds):
        folder = os.path.join(base, f'{seed}')
        os.makedirs(folder)
        made, _, questions = make(seed, folder, a)
        db, model = os.path.join(folder, 'world.db'), os.path.join(folder, 'world.kpi')
        script = '\n'.join([f'set timezone "{made.model.zone}"', *(q.text() for q in questions)]) + '\n'
        for typing in 'plain', 'typed':
            try:
                session = server.move(db, typing)
            except (Unmovable, Failed, UnicodeError) as error:
                unmoved[str(error).splitlines()[0][:60]] += 1
                continue
            asked, refused = plans(a, db, model, cal.iso(made.today), script, server.types(session))
            total.ask(server, session, asked, refused, f'in world {seed} ({typing}, today {cal.iso(made.today)})')
            server.drop(session)
    shutil.rmtree(base, ignore_errors=True)
    if unmoved:
        print('not moved:', ', '.join(f'{n} {w}' for w, n in unmoved.items()))
    return total.tell(f'{a.worlds} random companies')


def main():
    a = there.arguments()
    venv = os.path.join(ROOT, '.build', 'sail')
    if sys.prefix != venv:
        program = os.path.join(venv, 'bin/python')
        mark = os.path.join(venv, 'installed')
        if not os.path.exists(mark) or open(mark).read() != ' '.join(sail.PACKAGES):
            subprocess.run([sys.executable, '-m', 'venv', '--clear', venv], check=True)
            subprocess.run([program, '-m', 'pip', 'install', '-q', '--disable-pip-version-check', *sail.PACKAGES], check=True)
            with open(mark, 'w') as f:
                f.write(' '.join(sail.PACKAGES))
        os.execv(program, [program, *sys.argv])
    # Whoever ends this ends its server, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    server = sail.Server()
    wrong = 0
    try:
        if os.path.isdir(os.path.join(a.shared, 'crm')):
            known, more = crm(a, server)
            wrong += more + (0 if a.only else there.faults(known, server, FAULTS) + compositions(a, server) + wire(a, server))
        else:
            print('SKIPPED: the reference CRM is not there')
        if not a.only:
            wrong += companies(a, server)
    except (Exception, SystemExit) as error:  # noqa: BLE001: told, and the client's threads do not keep the program
        print(f'{type(error).__name__}: {error}', flush=True)
        wrong += 1
    finally:
        server.stop()
    return 1 if wrong else 0


if __name__ == '__main__':
    status = main()
    sys.stdout.flush()
    # The client's threads would wait for a server that is gone.
    os._exit(status)
