#!/usr/bin/env python3
"""What may go wrong where kpi writes: disks that are full, folders that take nothing, readers that have gone, names that are
no names, rows that a viewer may not see. In every format.

    python3 Tests/files/edges.py --kpi BINARY --db DEMO

The last line says how many checks held. Exit 0: all of them.
"""
import argparse
import csv
import html.parser
import io
import json
import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ET
import zipfile

import workbooks

FORMATS = ['csv', 'tsv', 'json', 'jsonl', 'md', 'html', 'xlsx', 'excel']
DAY = ['--today', '2023-12-31']
NASTY = ['<b>&amp;"\'</b>', 'a|b`c*d_e[f]', 'nul\x00here', 'bell\x07esc\x1b[31m', 'line\nbreak\r\ttab', 'rtl\u202eevil',
         '=HYPERLINK("x")', '_x0041_', '</td><script>alert(1)</script>', '\x85c1\x9f', '\ufffe\uffff', "]]>", '@x', '-1+2',
         'Hue\u0302\u0301']
NASTY_MODEL = """
model nasty "Nasty <b>"
subject things
entity things "Things" {
  table things key id
  name name
  time created_at
  dimension kind "Kind <i>&</i>" = name
}
metric things = count(things)
"""
counts = {True: 0, False: 0}


def holds(condition, what):
    counts[bool(condition)] += 1
    if not condition:
        print(f'FAILED: {what}')


def run(command, **more):
    environment = dict(os.environ, KPI_CACHE='', KPI_DB='')
    return subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL, timeout=120, **more)


def name_of(format):
    return 'f.csv' if format == 'excel' else 'f.' + format


def statement(format, name=None):
    return f'| export "{name or name_of(format)}"' + (' excel' if format == 'excel' else '')


# Full disks.

def full_disks(kpi, db):
    """Nothing half-written is left, and the reason is told; the file that was there stays."""
    for format in FORMATS:
        if format != 'xlsx':
            with open('/dev/full', 'wb') as full:
                outcome = subprocess.run(
                    [kpi, db, *DAY, '--format', format, '-c', 'list customers'], stdout=full, stderr=subprocess.PIPE,
                    stdin=subprocess.DEVNULL, env=dict(os.environ, KPI_CACHE=''))
            holds(outcome.returncode == 3 and outcome.stderr.count(b'no space left on device') == 1, f'/dev/full, {format}: {outcome}')
        for way in ('-o', 'export'):
            with tempfile.TemporaryDirectory() as folder:
                old = os.path.join(folder, name_of(format))
                with open(old, 'w') as file:
                    file.write('old')
                # A limit for the size of files ends a write as a full disk does.
                command = [kpi, db, *DAY, '--force']
                if way == '-o':
                    command += ['--format', format, '-o', old, '-c', 'list customers']
                else:
                    command += ['--out', folder, '-c', 'list customers ' + statement(format)]
                for blocks in (1, 32):
                    outcome = run(['bash', '-c', f"trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"", *command])
                    left = os.listdir(folder)
                    holds(outcome.returncode == 3 and b'cannot-export' in outcome.stderr and left == [name_of(format)] and
                          open(old).read() == 'old', f'limit {blocks}, {format}, {way}: {outcome} {left}')


def small_disk(kpi, db):
    """A file system of its own, where one can be had."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() != 0 or run(['mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).returncode != 0:
            return
        try:
            for format in FORMATS:
                outcome = run([kpi, db, *DAY, '--out', folder, '-c', 'list customers ' + statement(format)])
                holds(outcome.returncode == 3 and b'cannot write' in outcome.stderr and os.listdir(folder) == [],
                      f'small disk, {format}: {outcome} {os.listdir(folder)}')
        finally:
            run(['umount', folder])


# Places.

def places(kpi, db):
    with tempfile.TemporaryDirectory() as folder:
        closed = os.path.join(folder, 'closed')
        os.mkdir(closed)
        os.chmod(closed, stat.S_IRUSR | stat.S_IXUSR)
        # Nobody may make files there, root neither.
        place = '/sys' if os.geteuid() == 0 else closed
        for format in FORMATS:
            path = os.path.join(place, name_of(format))
            for command in (['--format', format, '-o', path, '-c', 'show orders'],
                            ['--out', place, '-c', 'show orders ' + statement(format)]):
                outcome = run([kpi, db, *DAY, *command])
                holds(outcome.returncode == 3 and re.search(b'permission denied|not permitted|read-only', outcome.stderr),
                      f'closed folder, {format}: {outcome}')
        os.chmod(closed, stat.S_IRWXU)
        there = os.path.join(folder, 'there.xlsx')
        question = ['-c', 'show orders']
        holds(run([kpi, db, *DAY, *question, '-o', there]).returncode == 0, '-o')
        before = open(there, 'rb').read()
        again = run([kpi, db, *DAY, *question, '-o', there])
        holds(again.returncode == 2 and b'--force' in again.stderr and open(there, 'rb').read() == before, f'there: {again}')
        holds(run([kpi, db, *DAY, '-c', 'show revenue', '-o', there, '--force']).returncode == 0 and
              open(there, 'rb').read() != before, 'with --force')
        for arguments, status, part in (
                (['-o', folder], 2, b'names no form'), (['-o', folder + '/a.xlsx', '--read-only'], 4, b'--read-only'),
                (['-o', folder + '/none/a.csv'], 3, b'no such file'), (['-o', folder + '/a.txt'], 2, b'endings are'),
                (['-o', ''], 2, b''), (['--format', 'xlsx'], 2, b'-o FILE.xlsx'),
                (['--format', 'csv', '-o', folder + '/a.xlsx'], 2, b'does not write'),
                (['--format', 'table', '-o', folder + '/a.txt'], 0, b'wrote')):
            outcome = run([kpi, db, *DAY, *question, *arguments])
            holds(outcome.returncode == status and part in outcome.stderr, f'{arguments}: {outcome}')
        # A run that cannot go on leaves nothing, one whose check fails does.
        for text, status, made in (('show orders; show nonsense', 2, False), ('show orders; assert 1 = 2', 1, True),
                                   ("show orders; sql 'SELECT x'", 2, False)):
            path = os.path.join(folder, f'end{status}{made}{len(text)}.csv')
            outcome = run([kpi, db, *DAY, '-c', text, '-o', path])
            holds(outcome.returncode in (status, 3) and os.path.exists(path) == made, f'{text}: {outcome}')
        left = [n for n in os.listdir(folder) if n.startswith('.')]
        holds(not left, f'left: {left}')


# Readers that go.

def closed_pipes(kpi, db):
    for format in FORMATS + ['table']:
        if format == 'xlsx':
            continue
        process = subprocess.Popen(
            [kpi, db, *DAY, '--format', format, '-c', 'list customers', '-c', 'list orders'], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=dict(os.environ, KPI_CACHE=''),
            preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL))
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
        holds(process.wait(60) == 0 and b'error' not in told and b'ipe' not in told, f'closed pipe, {format}: {told}')


# Names.

class Cells(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.cells, self.tags, self.inside = [], set(), False

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.inside = tag in ('td', 'th')
        if self.inside:
            self.cells.append('')

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.cells[-1] += data


def nasty_names(kpi):
    """Every format holds what is in the data: exactly, or written out as a reader sees it; and nothing breaks out of it."""
    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, 'nasty.db')
        connection = sqlite3.connect(db)
        connection.execute('CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT, created_at TEXT)')
        connection.executemany("INSERT INTO things (name, created_at) VALUES (?, '2023-01-01')", [(n,) for n in NASTY])
        connection.commit()
        connection.close()
        model = os.path.join(folder, 'nasty.model.kpi')
        with open(model, 'w') as file:
            file.write(NASTY_MODEL)
        text = '\n'.join('show things by kind ' + statement(f, 'e.csv' if f == 'excel' else None) for f in FORMATS)
        outcome = run([kpi, db, *DAY, '--model', model, '--out', folder, '-c', text])
        holds(outcome.returncode == 0, f'nasty names: {outcome}')
        if outcome.returncode:
            return
        exact = {n.replace('Hue\u0302\u0301', 'Huế') for n in NASTY}
        seen = {workbooks.visible(n) for n in exact}
        read = lambda name, **more: open(os.path.join(folder, name), encoding='utf-8', newline='', **more).read()
        for name, delimiter in (('f.csv', ','), ('f.tsv', '\t')):
            rows = list(csv.reader(io.StringIO(read(name), newline=''), delimiter=delimiter))
            holds({r[0] for r in rows[1:]} == exact and len(rows[1:]) == len(NASTY), f'{name}: {rows}')
        rows = list(csv.reader(io.StringIO(read('e.csv').removeprefix('\ufeff'), newline='')))
        names = {r[0] for r in rows[1:-1]}
        # A spreadsheet takes no control characters: they are written out, but for tabs and the ends of lines.
        written = {''.join(c if c in '\t\n\r' or unicodedata.category(c) != 'Cc' else f'\\u{{{ord(c):X}}}' for c in n)
                   for n in exact}
        holds({n[1:] if n[:1] == "'" and n[1:2] in tuple('=+-@\t\r') else n for n in names} == written and
              not any(n[:1] in '=+-@\t\r' for n in names), f'excel: {names}')
        holds({r[0] for r in json.loads(read('f.json'))['rows']} == exact, 'json')
        holds({list(json.loads(line).values())[0] for line in read('f.jsonl').split('\n') if line} == exact, 'jsonl')
        page = Cells()
        page.feed(read('f.html'))
        in_lines = {n.replace('\n', '\\n') for n in seen}
        holds(in_lines <= set(page.cells) and not page.tags & {'script', 'b', 'i', 'a'}, f'html: {in_lines - set(page.cells)} of {page.cells}, {page.tags}')
        marked = read('f.md')
        holds('<b' not in marked and '<script' not in marked and not re.search('[\x00-\x09\x0b-\x1f\x7f\u202e]', marked) and
              len([line for line in marked.splitlines() if line.startswith('|')]) == len(NASTY) + 3, f'md: {marked}')
        sheet = workbooks.read(os.path.join(folder, 'f.xlsx'))[0]
        holds({sheet.cells[r, 0] for r in range(1, len(NASTY) + 1)} == seen, f'xlsx: {sheet.cells}')
        table = run([kpi, db, *DAY, '--model', model, '-c', 'show things by kind']).stdout
        holds(not re.search(b'[\x00-\x09\x0b-\x1f\x7f]', table), 'table')


def junit(kpi, db):
    """A JUnit file is XML whatever is in it."""
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, 'a<b>&"\x01\x1b.kpi')
        with open(script, 'w') as file:
            file.write('print "x\x07<y>]]>\x1b[31m\ufffe"\n#> other\x08\nassert 1 = 2 "label \x02 <z> \uffff"\n')
        path = os.path.join(folder, 'junit.xml')
        outcome = run([kpi, 'test', folder, '--db', db, *DAY, '--junit', path])
        holds(outcome.returncode == 1, f'junit: {outcome}')
        try:
            root = ET.parse(path).getroot()
            failures = list(root.iter('failure'))
            holds(len(failures) == 2, f'junit: {ET.tostring(root)}')
        except (ET.ParseError, FileNotFoundError) as error:
            holds(False, f'junit: {error} in {open(path, "rb").read()}')


# Viewers.

def viewers(kpi, db):
    """What a viewer may not see is in no byte of what he exports, the workbook unpacked."""
    login = 'nv009'
    connection = sqlite3.connect(db)
    customers = dict(connection.execute('SELECT id, name FROM customers'))
    own = json.loads(run([kpi, db, *DAY, '--as', login, '--format', 'json', '-c', 'list customers']).stdout)
    ids = {row[0] for row in own['rows']}
    hidden = {n for i, n in customers.items() if i not in ids} - {n for i, n in customers.items() if i in ids}
    holds(0 < len(ids) < len(customers) and len(hidden) > 100, f'{login} sees {len(ids)} of {len(customers)}')
    with tempfile.TemporaryDirectory() as folder:
        questions = ['list customers', 'list orders', 'show revenue, orders by customer year 2023', 'portrait',
                     'show revenue by source | derive x = 1', 'cycle order weeks 3', 'values customer']
        for format in FORMATS:
            lines = []
            for number, question in enumerate(questions):
                if question == 'portrait' and format in ('csv', 'tsv', 'jsonl', 'excel'):
                    continue
                ending = 'csv' if format == 'excel' else format
                lines.append(f'{question} {statement(format, f"{format}{number}.{ending}")}')
            outcome = run([kpi, db, *DAY, '--as', login, '--out', folder, '-c', '\n'.join(lines)])
            holds(outcome.returncode == 0, f'{login}, {format}: {outcome}')
        path = os.path.join(folder, 'all.xlsx')
        command = [kpi, db, *DAY, '--as', login, '--card', '-o', path]
        for question in questions:
            command += ['-c', question]
        holds(run(command).returncode == 0, 'a viewer\'s workbook')
        files, found = os.listdir(folder), []
        for name in files:
            whole = open(os.path.join(folder, name), 'rb').read()
            if name.endswith('.xlsx'):
                with zipfile.ZipFile(io.BytesIO(whole)) as book:
                    whole = b'\n'.join(book.read(n) for n in book.namelist())
            text = html.unescape(whole.decode('utf-8'))
            found += [(name, secret) for secret in hidden if secret in text]
        holds(len(files) > 40 and not found, f'{len(files)} files, {found[:5]}')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    a = parser.parse_args()
    kpi, db = os.path.abspath(a.kpi), os.path.abspath(a.db)
    full_disks(kpi, db)
    small_disk(kpi, db)
    places(kpi, db)
    closed_pipes(kpi, db)
    nasty_names(kpi)
    junit(kpi, db)
    viewers(kpi, db)
    print(f'files: {counts[True]} held, {counts[False]} failed')
    return 1 if counts[False] else 0


if __name__ == '__main__':
    sys.exit(main())
