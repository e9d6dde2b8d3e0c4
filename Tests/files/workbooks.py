#!/usr/bin/env python3
"""Workbooks that kpi writes, read back without kpi and held against its JSON.

    python3 Tests/files/workbooks.py --kpi BINARY --db DEMO [--readers]

Each question is asked twice, once into a workbook and once as JSON; every sheet must have the rows of its result, cell by
cell, as numbers, dates and texts, with the total, the marks and the notes. The reader is the standard library's zip and XML;
with --readers two libraries (openpyxl, python-calamine) must read the same from the same files.
The last line says how many were right. Exit 0: all of them.
"""
import argparse
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

MAIN = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
REL = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
EPOCH = datetime.datetime(1899, 12, 30)
QUESTIONS = [
    ['show revenue, aov, orders by month year 2023 compare year'],
    ['funnel by source month 2023-12', 'portrait month 2023-11', 'cycle order weeks 3', 'print "=1+1"'],
    ['list customers month 2023-10', 'list orders month 2023-12', 'values source'],
    ['scorecard by department month 2023-09 metrics revenue, calls, order_rate'],
    ['xem doanh thu, tỷ lệ đơn hàng theo tháng năm 2023', 'journey by department weeks 3'],
    ['show new_customers by source | derive x = 1 / 3 | take 0'],
    ["sql \"SELECT '=1+1' a, '_x0041_' b, char(1, 9, 10, 0x202e) c, 1234567890123456 d, 'x' || char(0xffff) e,"
     " '<b>&amp;' f, ' x ' g, '0012' h, -0.1 i, 1e300 j, NULL k, 123456789012345 l\""],
    # More cells than are kept in memory: texts stand in their cells.
    ["sql 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)"
     " SELECT i a, \"t\" || i b, i * 0.5 c, NULL d, i % 7 e, \"x\" f, i g, i h, i j FROM n'"],
]


class Sheet:
    def __init__(self, name, cells, formats, frozen, filtered):
        self.name, self.cells, self.formats = name, cells, formats
        self.frozen, self.filtered = frozen, filtered


def unescape(text):
    return re.sub(r'_x([0-9A-Fa-f]{4})_', lambda m: chr(int(m.group(1), 16)), text)


def read(path):
    """The sheets of a workbook: cells by row and column, with their number formats."""
    with zipfile.ZipFile(path) as z:
        part = lambda name: ET.fromstring(z.read(name))
        assert z.testzip() is None
        shared = []
        if 'xl/sharedStrings.xml' in z.namelist():
            shared = [unescape(''.join(t.text or '' for t in si.iter(MAIN + 't'))) for si in part('xl/sharedStrings.xml')]
        styles = part('xl/styles.xml')
        custom = {n.get('numFmtId'): n.get('formatCode') for n in styles.iter(MAIN + 'numFmt')}
        built_in = {'0': '', '1': '0', '2': '0.00', '3': '#,##0', '4': '#,##0.00', '9': '0%', '10': '0.00%'}
        patterns = [custom.get(x.get('numFmtId'), built_in.get(x.get('numFmtId'))) for x in styles.find(MAIN + 'cellXfs')]
        assert not list(z.read(n) for n in z.namelist() if b'<f>' in z.read(n)), 'a formula'
        places = {r.get('Id'): 'xl/' + r.get('Target') for r in part('xl/_rels/workbook.xml.rels')}
        sheets = []
        for entry in part('xl/workbook.xml').iter(MAIN + 'sheet'):
            root = part(places[entry.get(REL)])
            cells, formats = {}, {}
            for cell in root.iter(MAIN + 'c'):
                letters, row = re.match(r'([A-Z]+)(\d+)$', cell.get('r')).groups()
                column = 0
                for letter in letters:
                    column = column * 26 + ord(letter) - 64
                key = int(row) - 1, column - 1
                value, kind = cell.find(MAIN + 'v'), cell.get('t')
                if kind == 's':
                    cells[key] = shared[int(value.text)]
                elif kind == 'inlineStr':
                    cells[key] = unescape(''.join(t.text or '' for t in cell.iter(MAIN + 't')))
                elif kind == 'b':
                    cells[key] = value.text == '1'
                elif value is not None:
                    cells[key] = float(value.text)
                formats[key] = patterns[int(cell.get('s', 0))]
            pane, area = root.find(f'.//{MAIN}pane'), root.find(MAIN + 'autoFilter')
            frozen = pane is not None and pane.get('state') == 'frozen' and pane.get('ySplit') == '1'
            sheets.append(Sheet(entry.get('name'), cells, formats, frozen, area is not None and area.get('ref')))
        return sheets


def visible(text):
    """A text as a cell shows it: what XML cannot hold, or would turn the line round, is written out."""
    def written(c):
        code = ord(c)
        if c == '\n':
            return c
        if c in '\r\t':
            return {'\r': '\\r', '\t': '\\t'}[c]
        hidden = code < 32 or 127 <= code < 160 or code in (0x61c, 0x200e, 0x200f, 0xfffe, 0xffff)
        if hidden or 0x2028 <= code <= 0x202e or 0x2066 <= code <= 0x2069:
            return '\\u{%X}' % code
        return c
    return ''.join(map(written, text))


def expected(value, column, unit):
    """The cell that a value of the JSON answer makes; None is no cell."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        if isinstance(value, int) and abs(value) >= 10 ** 15:
            return str(value)
        return value / 100 if unit == '%' else float(value)
    if column['type'] == 'date' or re.fullmatch(r'\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?)?', value) and (
            column['type'] == 'time' or column['kind'] == 'dimension'):
        return (datetime.datetime.fromisoformat(value) - EPOCH) / datetime.timedelta(days=1)
    return visible(value)


def same(found, wanted):
    if isinstance(found, float) and isinstance(wanted, float):
        return abs(found - wanted) <= 1e-15 * abs(wanted) * 4 + 1e-9 * (30000 < abs(wanted) < 60000)
    return found == wanted


def compare(sheet, table, waits=False):
    """What of a result its sheet does not have as it should; nothing where it is right.

    What waits without an end has a note in place of a mark (`waits`).
    """
    columns, rows = table['columns'], table['rows']
    units = {(u['row'], u['column']): u['unit'] for u in table.get('units', [])}
    states = {(s['row'], s['column']) for s in table.get('states', [])}
    place, marks, number = {}, {}, 0
    for column in columns:
        place[column['name']] = number
        number += 1
        if sheet.cells.get((0, number)) == '*':
            marks[column['name']] = number
            number += 1
    for r, row in enumerate(rows):
        for column, value in zip(columns, row):
            unit = units.get((r, column['name']), column.get('unit'))
            key = r + 1, place[column['name']]
            wanted = expected(value, column, unit)
            if not same(sheet.cells.get(key), wanted):
                yield f'{sheet.name} {key}: {sheet.cells.get(key)!r} for {wanted!r}'
            pattern = sheet.formats.get(key) or ''
            if isinstance(value, (int, float)) and not isinstance(wanted, str):
                if (unit == '%') != ('%' in pattern) or (unit == 'VND') != ('₫' in pattern):
                    yield f'{sheet.name} {key}: {unit} as {pattern}'
            if isinstance(value, str) and isinstance(wanted, float) and 'yyyy' not in pattern:
                yield f'{sheet.name} {key}: a date as {pattern}'
            starred = sheet.cells.get((r + 1, marks.get(column['name'], -1))) == '*'
            if (r, column['name']) in states and not starred and not waits:
                yield f'{sheet.name} {key}: no mark'
            if starred and (r, column['name']) not in states:
                yield f'{sheet.name} {key}: a mark too many'
    below = len(rows) + 1
    if table.get('total'):
        for column, value in zip(columns, table['total']):
            key = below, place[column['name']]
            if column['kind'] != 'dimension' and not same(
                    sheet.cells.get(key), expected(value, column, column.get('unit'))):
                yield f'{sheet.name} total: {sheet.cells.get(key)!r} for {value!r}'
        below += 1
    lines = [sheet.cells.get((r, 0)) for r in range(below + 1, below + 30)]
    for note in table.get('notes', []):
        if visible(note) not in lines:
            yield f'{sheet.name}: no note {note!r}'
    if (below, 0) in sheet.cells:
        yield f'{sheet.name}: no empty line below'
    if not sheet.frozen or bool(rows) != bool(sheet.filtered):
        yield f'{sheet.name}: heading {sheet.frozen}, filter {sheet.filtered}'


def tables(text):
    for line in text.splitlines():
        table = json.loads(line)
        if table['name'] == 'print':
            continue
        parts = [k for k, v in table.items() if isinstance(v, dict) and 'columns' in v]
        waits = any('whenever they come' in note for note in table['notes'])
        yield table, waits
        # What JSON writes apart from the columns is a column of the sheet, or a sheet.
        for name in parts:
            yield table[name], waits


def other_readers(path, sheets):
    import openpyxl
    import python_calamine
    book = openpyxl.load_workbook(path)
    other = python_calamine.CalamineWorkbook.from_path(path)
    for sheet in sheets:
        first, second = book[sheet.name], other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        for (row, column), value in sheet.cells.items():
            for name, found in (('openpyxl', first.cell(row + 1, column + 1).value), ('calamine', second[row][column])):
                if isinstance(found, datetime.datetime) or isinstance(found, datetime.date):
                    if not isinstance(found, datetime.datetime):
                        found = datetime.datetime.combine(found, datetime.time())
                    found = (found - EPOCH) / datetime.timedelta(days=1)
                    good = abs(found - value) < 1e-6
                elif isinstance(value, float) and isinstance(found, (int, float)):
                    good = float(found) == value
                else:
                    good = found == value or (isinstance(found, str) and isinstance(value, str) and
                                              found.replace('\r\n', '\n') == value)
                if not good:
                    yield f'{name}: {sheet.name} {row, column}: {found!r} for {value!r}'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    parser.add_argument('--readers', action='store_true')
    a = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, statements in enumerate(QUESTIONS):
            command = [a.kpi, a.db, '--today', '2023-12-31', '--quiet']
            for statement in statements:
                command += ['-c', statement]
            path = os.path.join(folder, f'{number}.xlsx')
            subprocess.run(command + ['-o', path], check=True)
            answer = subprocess.run(command + ['--format', 'json'], check=True, capture_output=True, text=True).stdout
            sheets, wrong = read(path), []
            names = [s.name for s in sheets]
            if len({n.casefold() for n in names}) < len(names) or any(len(n.encode('utf-16-le')) > 62 for n in names):
                wrong.append(f'names {names}')
            pairs = list(tables(answer))
            printed = [s for s in sheets if s.name == 'print']
            if any('print' in s for s in statements) and [list(s.cells.values()) for s in printed] != [['=1+1']]:
                wrong.append('no print')
            own = [s for s in sheets if s.name != 'print']
            if len(own) != len(pairs):
                wrong.append(f'{names} for {len(pairs)} results')
            for sheet, (table, waits) in zip(own, pairs):
                wrong += compare(sheet, table, waits)
            if a.readers:
                wrong += other_readers(path, sheets)
            for line in wrong[:10]:
                print(f'{statements}: {line}')
            passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f'workbooks: {passed} right, {failed} wrong')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
