"""What goes wrong between kpi and an engine, and modes of servers that read quotes and blanks in other ways."""
import os
import subprocess
import time

import here
from here import check

MODES = ['NO_BACKSLASH_ESCAPES', 'ANSI_QUOTES', 'PAD_CHAR_TO_FULL_LENGTH', 'ANSI,NO_BACKSLASH_ESCAPES', 'ORACLE']
KEYS_MODEL = '''
model keys "Keys"
subject things
entity things "Things" { table things key k; time at; link other = other_k -> others; dimension kind; measure v }
entity others "Others" { table others key k; name label }
metric things = count(things)
metric total = sum(things.v)
'''
KEYS_ASKED = ['show things, total year 2024', 'show total by kind year 2024', 'show total by other year 2024', 'list things year 2024',
              'show things by other, month year 2024']


def test_modes(kpi, engine, folder):
    """However a server reads quotes, backslashes and blanks: the same answers, and no query gets past what is allowed."""
    if engine.name != 'MariaDB':
        return
    twin, model, address = os.path.join(folder, 'twin.db'), os.path.join(folder, 'dirty.kpi'), engine.address('dirty')
    expected = [kpi.ask(twin, model, question)[1] for question in here.QUESTIONS]
    outfile = f'{engine.folder}/written'
    engine.sql("grant file on *.* to reader@'%'")

    def sql(query):
        return kpi.ask(address, model, "sql '" + query.replace("'", "''") + "'")

    for mode in ['', *MODES]:
        engine.sql(f"set global sql_mode = '{mode}'")
        set_to = engine.sql('select @@global.sql_mode')
        for question, wanted in zip(here.QUESTIONS, expected):
            status, found, err = kpi.ask(address, model, question)
            check(f'{mode}: {question}', status == 0 and found == wanted, f'{found or err} instead of {wanted}')
        is_plain, names = 'NO_BACKSLASH' in set_to, 'ANSI_QUOTES' in set_to
        # One text of two letters, or of one and a quote that goes on.
        for query, text in ([("select 'a\\' as t", 'a\\'), ("select 'a\\b' as t", 'a\\b')] if is_plain else
                            [("select 'a\\'b' as t", "a'b"), ("select 'a\\\\' as t", 'a\\')]):
            status, found, err = sql(query)
            check(f'{mode}: {query}', status == 0 and found and found[0]['rows'] == [[text]], f'{status} {found}{err}')
        query, value = ('select "id" from deals where id = 1', 1) if names else ('select "i\\"', 'i\\') if is_plain else ('select "i\\"d"', 'i"d')
        status, found, err = sql(query)
        check(f'{mode}: what stands in double quotes', status == 0 and found and found[0]['rows'] == [[value]], f'{status} {found}{err}')
        # What one mode takes for a text is, in another, a query that writes a file, or a second statement.
        for query in [f"select 'a\\' into outfile '{outfile}' -- '", f"select 'a\\', 'b' into outfile '{outfile}'", f"select \"a\\\" into outfile '{outfile}' -- \"",
                      f"select 'a\\'' into outfile '{outfile}' -- ", f"select 5--3 into outfile '{outfile}'", f'select 1 as "a\\" into outfile \'{outfile}\' -- "', "select 'a\\'; delete from deals; -- '"]:
            status, found, err = sql(query)
            check(f'{mode}: nothing is written by {query}', not os.path.exists(outfile), f'{status} {found}{err}')
            if os.path.exists(outfile):
                os.unlink(outfile)
    engine.sql("set global sql_mode = ''; revoke file on *.* from reader@'%'")
    check('no row went', engine.sql('select count(*) from deals', 'dirty') == '45')


def test_broken_load(kpi, engine, folder):
    """A backend that is ended while rows stream into a load: no answer, a message, and the next load is whole."""
    engine.create('broken')
    quick, slow = 20_000, 3_000
    if engine.name == 'PostgreSQL':
        engine.sql(f"""
          create table whole (id bigint primary key, day_at date, x text);
          insert into whole select n, date '2024-01-05', repeat('x', 1000) from generate_series(1, {quick}) as n;
          create view streaming as select * from whole union all
            select {quick} + n, date '2024-01-05', pg_sleep(0.01)::text from generate_series(1, {slow}) as n""", 'broken')
        end = "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'kpi' and query ilike '%streaming%'"
    else:
        engine.sql(f"""
          create table whole (id bigint primary key, day_at date, x text);
          insert into whole select seq, date '2024-01-05', repeat('x', 1000) from seq_1_to_{quick};
          create view streaming as select * from whole union all
            select {quick} + seq, date '2024-01-05', sleep(0.01) from seq_1_to_{slow}""", 'broken')
        end = ("select concat('kill ', id, ';') from information_schema.processlist where user = 'reader' and info like '%streaming%'")
    model = os.path.join(folder, 'broken.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write('model b "B"\nsubject w\nentity w { table whole key id; time at = day_at; dimension x }\n'
                   'entity s { table streaming key id; time at = day_at; dimension x }\nmetric whole = count(w)\nmetric streamed = count(s)\n')
    address = engine.address('broken')
    process = subprocess.Popen([kpi.binary, address, '--model', model, '-c', 'show whole all'], env=kpi.environment, cwd=folder,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    # By then the first rows are here.
    time.sleep(3)
    ended = engine.sql(end)
    if engine.name == 'MariaDB' and ended:
        engine.sql(ended)
    try:
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    check(f'{engine.name}: a backend was ended', ended not in ('', '0'), ended)
    check(f'{engine.name}: a load whose backend is ended', process.returncode == 3 and not out.strip() and (b'engine-error' in err or b'cannot-connect' in err),
          f'{process.returncode} {out}{err}')
    check(f'{engine.name}: it leaves nothing behind', os.listdir(kpi.temporary) == [], os.listdir(kpi.temporary))
    with open(model, encoding='utf-8') as file:
        text = file.read()
    with open(model, 'w', encoding='utf-8') as file:
        file.write(text.replace('table streaming', 'table whole'))
    status, found, err = kpi.ask(address, model, 'show whole, streamed all')
    check(f'{engine.name}: the next load is whole', status == 0 and found[0]['rows'] == [[quick, quick]], f'{status} {found}{err}')


def test_keys(kpi, engine, folder, same):
    """Keys that repeat, are missing, or are the same in one type and not in another: the answer of here, or why there is none."""
    engine.create('keyed')
    model = os.path.join(folder, 'keys.kpi')
    with open(model, 'w', encoding='utf-8') as file:
        file.write(KEYS_MODEL)
    address, answered, refused = engine.address('keyed'), 0, 0
    for name, key, keys, link, links in [
        ('whole', 'bigint', '1 2 3 4', 'bigint', '1 2 2 9'), ('one repeats', 'bigint', '1 2 2 4', 'bigint', '1 2 2 9'),
        ('one is missing', 'bigint', '1 2 null 4', 'bigint', '1 2 null 4'), ('two are missing', 'bigint', '1 null null 4', 'bigint', '1 null 2 4'),
        ('decimals', 'numeric', '1 1.0 2 3', 'numeric', '1.00 2 3 4'), ('text and number', 'text', "'1' '01' '2' '3'", 'bigint', '1 1 2 3'),
        ('number and text', 'bigint', '1 2 3 4', 'text', "'1' '01' ' 2' '3'"), ('capitals', 'text', "'a' 'A' 'b' ''", 'text', "'a' 'A' 'B' ''"),
        ('marks apart', 'text', "'Hu\u1ebf' 'Hue\u0302\u0301' 'b' 'c'", 'text', "'Hu\u1ebf' 'Hue\u0302\u0301' 'b' 'd'"),
        ('no number', 'double precision', "1 'NaN' 'NaN' 2.5", 'double precision', "1 'NaN' 2.5 'Infinity'"), ('blanks', 'char(3)', "'a' 'b' 'c' 'd'", 'text', "'a' 'b ' 'c' 'd'"),
        ('days', 'date', "'2024-01-01' '2024-01-02' '2024-01-03' '2024-01-04'", 'date', "'2024-01-01' '2024-01-02' null '2024-02-02'"),
        ('letters', 'uuid', ' '.join(f"'00000000-0000-0000-0000-00000000000{n}'" for n in 'abcd'), 'text',
         "'00000000-0000-0000-0000-00000000000a' '00000000-0000-0000-0000-00000000000B' 'x' null"),
    ]:
        engine.sql('drop table if exists things; drop table if exists others;'
                   f'create table others (k {key}, label text); create table things (k {key}, at date, other_k {link}, kind text, v numeric);', 'keyed')
        for place, (one, to) in enumerate(zip(split(keys), split(links))):
            engine.sql(f"insert into others values ({one}, 'L{place}'); insert into things values ({one}, '2024-0{place + 1}-01', {to}, 'k{place % 2}', {2 ** place});", 'keyed')
        for statement in KEYS_ASKED:
            wanted, expected, mistake = here.Kpi.ask(kpi, address, model, statement)
            status, found, err = kpi.ask(address, model, statement)
            is_refused = status == 2 and not found and 'not-in-sql' in err
            answered, refused = answered + (status == 0), refused + is_refused
            check(f'keys, {name}: {statement}', is_refused or status == wanted and same(found, expected), f'{status} {found or err} instead of {wanted} {expected or mistake}')
    check('keys that are asked about', answered >= 15 and refused >= 10, f'{answered} answered, {refused} refused')


def split(values):
    """SQL's literals with blanks between, of which some hold blanks."""
    parts, open_ = [''], False
    for letter in values:
        open_ ^= letter == "'"
        if letter == ' ' and not open_:
            parts.append('')
        else:
            parts[-1] += letter
    return parts


def test_memory(kpi, engine, folder):
    """What is too large for the memory allowed is answered there or refused, never loaded without a word."""
    twin, model, address = os.path.join(folder, 'twin.db'), os.path.join(folder, 'dirty.kpi'), engine.address('dirty')
    question = 'show amount by owner year 2024'
    expected = kpi.ask(twin, model, question)[1]
    for memory, arguments, way in [('100KB', [], 'small'), ('100KB', ['--engine', 'here'], 'here'), ('10MB', [], 'here'), ('', [], 'here'), ('many', [], 'bad')]:
        status, out, err = kpi.run(address, '--model', model, '--today', '2024-12-31', '--format', 'json', *arguments, '-c', question,
                                   environment={'KPI_MEMORY': memory})
        found = [here.json.loads(line) for line in out.splitlines() if line.startswith('{')]
        name = f'{engine.name}: KPI_MEMORY={memory} {" ".join(arguments)}'
        if way == 'bad':
            check(name, status == 2 and 'bad-memory' in err and not found, f'{status} {out}{err}')
        elif way == 'small' and engine.name == 'MariaDB':
            check(name, status == 2 and 'too-large' in err and 'KPI_MEMORY' in err and not found, f'{status} {out}{err}')
        else:
            told = '"severity":"note"' in err and 'KPI_MEMORY' in err
            check(name, status == 0 and found == expected and told == (way == 'small'), f'{status} {out}{err}')
    if engine.name == 'PostgreSQL':
        status, out, err = kpi.run(address, '--model', model, '--today', '2024-12-31', '-c', f'explain analyze {question}', environment={'KPI_MEMORY': '100KB'})
        check('PostgreSQL answers by itself what is too large', status == 0 and 'run there' in out, f'{status} {out}{err}')
    # A column that is not there changes nothing about it.
    other = os.path.join(folder, 'other.kpi')
    with open(model, encoding='utf-8') as f, open(other, 'w', encoding='utf-8') as g:
        g.write(f.read().replace('  time seen = seen_at', '  time seen = seen_at\n  dimension mood'))
    for memory in '100KB', '10MB':
        status, out, err = kpi.run('check', other, '--db', address, environment={'KPI_MEMORY': memory})
        is_small, told = memory == '100KB', out + err
        if is_small and engine.name == 'MariaDB':
            check('check of what is too large', status == 2 and 'too-large' in told, f'{status} {told}')
        else:
            check(f'{engine.name}: check with {memory}', status == 3 and 'mood' in told and is_small == ('its own engine' in told) == ('were not read' in told), f'{status} {told}')


def test_zones(kpi, engine, folder):
    """A zone that the engine does not know, or knows under no name: its rows are of UTC's clock, and the zone is kpi's to know."""
    twin, model, address = os.path.join(folder, 'twin.db'), os.path.join(folder, 'dirty.kpi'), engine.address('dirty')
    if engine.name == 'MariaDB':
        check('MariaDB knows no zones here', engine.sql("select convert_tz('2024-07-01', 'UTC', 'Europe/Berlin') is null") == '1')
    answers = set()
    for zone in 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu':
        asked = [f'set timezone "{zone}"', 'show seen by hour year 2024', 'show seen, made by day month 2024-03']
        wanted, expected, mistake = kpi.ask(twin, model, *asked)
        status, found, err = kpi.ask(address, model, *asked)
        check(f'{engine.name}: {zone}', wanted == 0 and (status, found) == (wanted, expected), f'{status} {found or err} instead of {expected or mistake}')
        answers.add(str(found))
    check(f'{engine.name}: zones differ', len(answers) == 3)
    status, found, err = kpi.ask(address, model, 'set timezone "Asia/Nowhere"', 'show seen year 2024')
    check(f'{engine.name}: a zone that nobody knows', status == 2 and 'bad-setting' in err and not found, f'{status} {found}{err}')
