#!/usr/bin/env python3
"""The prompt, driven through a pseudo-terminal as a person drives it.

    python3 Tests/terminal/prompt.py --kpi BINARY [--db DB] [NAME…]

Each `test_…` gets a folder of its own as HOME and drives one or more prompts. `--db` is a demo database; without it one
is written. Exit 0: all passed.
"""
import argparse
import os
import pty
import re
import resource
import select
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import traceback

KPI = DB = None
PASTE, PASTE_END, UP = '\x1b[200~', '\x1b[201~', '\x1b[A'
ESCAPES = re.compile(r'\x1b\[[0-9;?]*[A-Za-z~]|\x1b[()][A-Z0-9]|\r')


class Prompt:
    """One `kpi` at a terminal; what it wrote since the last question comes back without its escape sequences."""

    def __init__(self, home, *arguments, limit=None, seconds=60, **variables):
        environment = {'PATH': '/usr/bin:/bin', 'TERM': 'xterm', 'LC_ALL': 'C.UTF-8', 'NO_COLOR': '1', 'HOME': home,
                       'KPI_PAGER': ''}
        environment.update(variables)
        environment = {k: v for k, v in environment.items() if v is not None}
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            if limit is not None:
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            os.chdir(home or '/')
            os.execve(KPI, [KPI, *arguments], environment)
        self.start = self.until('kpi> ', seconds)

    def until(self, mark, seconds=60):
        """Reads up to a prompt."""
        text, end = '', time.time() + seconds
        while time.time() < end:
            ready, _, _ = select.select([self.terminal], [], [], 0.2)
            if not ready:
                continue
            try:
                chunk = os.read(self.terminal, 65536)
            except OSError:
                chunk = b''
            if not chunk:
                raise AssertionError(f'kpi has gone; it wrote {text!r}')
            text += chunk.decode('utf-8', 'replace')
            plain = ESCAPES.sub('', text)
            if plain.endswith(mark):
                return plain
        raise AssertionError(f'no {mark!r} within {seconds} s, but {ESCAPES.sub("", text)!r}')

    def type(self, text):
        os.write(self.terminal, text.encode())

    def ask(self, text, seconds=60):
        self.type(text + '\r')
        return self.until('kpi> ', seconds)

    def paste(self, text):
        """A paste as a terminal marks it, then Enter."""
        self.type(PASTE + text + PASTE_END)
        time.sleep(0.1)
        return self.ask('')

    def leave(self):
        self.type('\x04')
        try:
            while os.read(self.terminal, 65536):
                pass
        except OSError:
            pass
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def history(home):
    return os.path.join(home, '.local/share/kpi/history')


def read(path):
    with open(path, 'rb') as f:
        return f.read()


def write(path, content):
    with open(path, 'wb') as f:
        f.write(content)


def holds(text, *parts):
    for part in parts:
        assert part in text, f'{part!r} is not in {text!r}'


def lacks(text, *parts):
    for part in parts:
        assert part not in text, f'{part!r} is in {text!r}'


# History ---------------------------------------------------------------------------------------------

def table(text):
    """The lines of the answer from its title on."""
    return text[text.index(' · '):].splitlines()


def recalled(home, entry, typed):
    """What an entry answers, and what it answers once it is recalled after a restart."""
    first = Prompt(home, DB, '--today', '2023-12-31')
    answer = typed(first, entry)
    assert first.leave() == 0
    second = Prompt(home, DB, '--today', '2023-12-31')
    again = second.ask(UP)
    second.leave()
    return table(answer), table(again)


def test_an_entry_of_several_lines_comes_back_whole(home):
    entry = 'show orders by source\n#1 is a comment\n#2023\nmonth 2023-09'
    expected, again = recalled(home, entry, lambda p, e: p.paste(e))
    assert expected == again and '2023-09-30' in again[0], (expected, again)


def test_pasted_returns_with_line_feeds_are_one_line_end(home):
    entry = 'growth\r\n#1 by source\r\nmonth 2023-09'
    expected, again = recalled(home, entry, lambda p, e: p.paste(e))
    assert expected == again and '2023-09-30' in again[0], (expected, again)
    holds(read(history(home)).decode(), 'growth\n#1 by source\nmonth 2023-09\n')


def test_an_empty_line_that_was_pasted_stays(home):
    p = Prompt(home, DB)
    holds(p.paste('print "a"\r\n\r\nprint "b"'), '\na\nb\n')
    p.leave()
    holds(read(history(home)).decode(), 'print "a"\n\nprint "b"\n')


def test_returns_with_line_feeds_without_marks(home):
    p = Prompt(home, DB)
    p.type('print 40 +\r\n')
    p.until('...> ')
    holds(p.ask('2'), '\n42\n')
    p.leave()


def test_entries_come_back_in_their_order(home):
    p = Prompt(home, DB)
    for text in ('print "one"', 'print "two"', 'print "two"'):
        p.ask(text)
    p.leave()
    p = Prompt(home, DB)
    holds(p.ask(UP), '\ntwo\n')
    holds(p.ask(UP + UP), '\none\n')
    p.leave()
    assert read(history(home)) == b'\x01kpi\nprint "one"\n\x01kpi\nprint "two"\n\x01kpi\nprint "one"\n', read(history(home))
    assert stat.S_IMODE(os.stat(history(home)).st_mode) == 0o600


def test_a_file_of_an_earlier_version_is_converted(home):
    path = os.path.join(home, 'old')
    write(path, b'#1700000000\nprint "one"\n#1700000001\ngrowth\n#1 by source\nmonth 2023-09\n#1700000002\nprint "two"\n')
    p = Prompt(home, DB, KPI_HISTORY=path)
    holds(p.ask(UP), '\ntwo\n')
    p.leave()
    assert read(path) == b'\x01kpi\nprint "one"\n\x01kpi\ngrowth\n#1 by source\nmonth 2023-09\n\x01kpi\nprint "two"\n', read(path)
    assert os.listdir(home).count('old') == 1 and not [f for f in os.listdir(home) if f.startswith('old.')]


def test_a_long_history_loses_whole_entries_only(home):
    path = os.path.join(home, 'long')
    write(path, b''.join(b'\x01kpi\nprint "%d"\n# second line\n' % n for n in range(10_050)))
    p = Prompt(home, DB, KPI_HISTORY=path)
    p.leave()
    lines = read(path).decode().split('\x01kpi\n')[1:]
    assert len(lines) == 5_000 and lines[0] == 'print "5050"\n# second line\n', (len(lines), lines[0])


def test_only_a_history_of_kpi_is_touched(home):
    def refuse(path):
        p = Prompt(home, DB, KPI_HISTORY=path)
        holds(p.start, 'no history is kept in')
        holds(p.ask('print "x"'), '\nx\n')
        assert p.leave() == 0
    foreign = os.path.join(home, 'foreign')
    write(foreign, b'my notes\n')
    os.chmod(foreign, 0o644)
    refuse(foreign)
    assert read(foreign) == b'my notes\n' and stat.S_IMODE(os.stat(foreign).st_mode) == 0o644
    folder = os.path.join(home, 'folder')
    os.mkdir(folder, 0o755)
    refuse(folder)
    assert os.listdir(folder) == [] and stat.S_IMODE(os.stat(folder).st_mode) == 0o755
    pipe = os.path.join(home, 'pipe')
    os.mkfifo(pipe, 0o644)
    refuse(pipe)
    assert stat.S_ISFIFO(os.stat(pipe).st_mode) and stat.S_IMODE(os.stat(pipe).st_mode) == 0o644
    target, link = os.path.join(home, 'target'), os.path.join(home, 'link')
    write(target, b'')
    os.symlink(target, link)
    refuse(link)
    assert read(target) == b'' and os.path.islink(link)
    # The device itself is not tried: a broken program run by root would change it for everybody.
    p = Prompt(home, DB, KPI_HISTORY='/dev/null')
    before = os.stat('/dev/null').st_mode
    holds(p.ask('print "x"'), '\nx\n')
    p.leave()
    assert os.stat('/dev/null').st_mode == before


def test_where_appending_fails_nothing_is_overwritten(home):
    path = os.path.join(home, 'kept')
    old = b'\x01kpi\nprint "one"\n' + b'# filler\n' * 3_000
    write(path, old)
    p = Prompt(home, DB, KPI_HISTORY=path, limit=len(old))
    holds(p.ask('print "x"'), '\nx\n', 'no history is kept any more')
    lacks(p.ask('print "y"'), 'no history')
    assert p.leave() == 0
    assert read(path) == old


def test_an_entry_that_was_cut_short_harms_no_other(home):
    path = os.path.join(home, 'cut')
    write(path, b'\x01kpi\nprint "one"\n\x01kpi\nprint "tw')
    p = Prompt(home, DB, KPI_HISTORY=path)
    p.ask('print "three"')
    p.leave()
    assert read(path) == b'\x01kpi\nprint "one"\n\x01kpi\nprint "tw\n\x01kpi\nprint "three"\n', read(path)


def test_without_a_home_there_is_no_history(home):
    for value in ('', None, 'not/absolute'):
        p = Prompt(home, DB, HOME=value)
        holds(p.ask('print "x"'), '\nx\n')
        assert p.leave() == 0
    assert os.listdir(home) == [], os.listdir(home)
    assert not os.path.exists('/.local/share/kpi') and not os.path.exists('/.kpirc')


# The day ---------------------------------------------------------------------------------------------

def own_database(home):
    path = os.path.join(home, 'own.db')
    shutil.copy(DB, path)
    return path


def test_the_demos_day_stays_with_the_demo(home):
    own = own_database(home)
    p = Prompt(home)
    holds(p.start, 'today is pinned to 2023-12-31 by the demo database')
    holds(p.ask('print "{today}"'), '\n2023-12-31\n')
    holds(p.ask('show orders all'), 'today is pinned to 2023-12-31')
    lacks(p.ask('show orders all'), 'pinned')
    p.ask(f'.open {own}')
    today = time.strftime('%Y-%m-%d', time.gmtime(time.time() + 7 * 3600))
    holds(p.ask('show orders all'), f'today is {today}', 'no longer pinned')
    lacks(p.ask('show orders all'), 'pinned')
    holds(p.ask('print "{today}"'), today)
    p.ask('set today 2023-06-30')
    holds(p.ask('show orders all'), 'today is pinned to 2023-06-30 by `set today`')
    lacks(p.ask('show orders all'), 'pinned')
    p.ask(f'open "{DB}"')
    holds(p.ask('show orders all'), 'today is pinned to 2023-06-30 by `set today`')
    p.leave()


def test_a_day_given_from_outside_is_told(home):
    own = own_database(home)
    p = Prompt(home, DB, '--today', '2023-12-31')
    holds(p.start, 'today is pinned to 2023-12-31 by --today')
    holds(p.ask('show orders all'), 'today is pinned to 2023-12-31 by --today')
    p.ask(f'.open {own}')
    holds(p.ask('show orders all'), 'today is pinned to 2023-12-31 by --today')
    p.leave()
    p = Prompt(home, DB, KPI_TODAY='2023-12-30')
    holds(p.start, 'today is pinned to 2023-12-30 by KPI_TODAY')
    p.leave()
    p = Prompt(home, DB)
    lacks(p.start + p.ask('show orders all'), 'pinned')
    p.leave()


# Who sees what ---------------------------------------------------------------------------------------

def viewer():
    with sqlite3.connect(DB) as db:
        return db.execute("select login from employees where kpi_access = 'own' order by id").fetchone()[0]


# Tab ---------------------------------------------------------------------------------------------------

def tab(p, text, wait=0.6):
    """What is on the line after Tab, and what was listed."""
    p.type(text)
    time.sleep(0.15)
    p.type('\t')
    end, shown = time.time() + wait, b''
    while time.time() < end:
        if select.select([p.terminal], [], [], 0.1)[0]:
            shown += os.read(p.terminal, 65536)
    return ESCAPES.sub('', shown.decode('utf-8', 'replace'))


def test_tab_completes_and_lists(home):
    p = Prompt(home, DB, '--today', '2023-12-31')
    holds(tab(p, 'show reven'), 'show revenue ')
    holds(tab(p, 'by sour'), 'by source ')
    holds(p.ask('month 2023-09'), 'source', 'Facebook', 'total')
    # Several fit: what was typed stays, and the values stand below with their counts.
    listed = tab(p, 'list customers where province = ha')
    assert re.search(r'Hà Nội \(\d+\)', listed) and listed.endswith('province = ha'), listed
    p.type('\x03')
    p.until('kpi> ')
    holds(tab(p, 'xem doanh thu so v'), 'so với')
    p.type('\x03')
    p.until('kpi> ')
    holds(tab(p, 'drill Face'), 'drill Facebook ')
    p.ask('revenue')
    # On the second line of an entry, too.
    p.type('show orders,\r')
    p.until('...> ')
    holds(tab(p, 'reven'), 'revenue')
    holds(p.ask('year 2023'), 'orders', 'revenue')
    p.leave()


# Commands and the screen -------------------------------------------------------------------------------

def test_the_start_file_takes_commands(home):
    write(os.path.join(home, '.kpirc'), '.timing on\nset language vi\nlet goal = 5\nshow sorce\n'.encode())
    p = Prompt(home, DB, '--today', '2023-12-31')
    holds(p.start, '~/.kpirc:4:6')
    holds(p.ask('print $goal'), '5', ' ms')
    p.leave()


def test_a_files_ending_chooses_its_format(home):
    p = Prompt(home, DB, '--today', '2023-12-31')
    p.ask('.output x.csv')
    lacks(p.ask('show orders year 2023'), 'total')
    p.ask('.output')
    assert read(os.path.join(home, 'x.csv')).startswith(b'orders\r\n')
    p.type('.once x.csv\r')
    p.until('(y/n) ')
    p.ask('n')
    holds(p.ask('print "here"'), '\nhere')
    p.leave()


def test_an_editor_changes_the_last_entry(home):
    editor = os.path.join(home, 'editor')
    write(editor, b'#!/bin/sh\nsed -i s/one/two/ "$1"\n')
    os.chmod(editor, 0o700)
    p = Prompt(home, DB, EDITOR=editor)
    p.ask('print "one"')
    holds(p.ask('.edit'), 'kpi> print "two"', '\ntwo\n')
    p.leave()


def test_a_pager_takes_what_does_not_fit(home):
    pager = os.path.join(home, 'pager')
    write(pager, b'#!/bin/sh\necho paged; cat; echo end\n')
    os.chmod(pager, 0o700)
    p = Prompt(home, DB, '--today', '2023-12-31', KPI_PAGER=pager)
    lacks(p.ask('show orders year 2023'), 'paged')
    # More lines than the terminal's 24, messages in their places.
    long = p.ask('show orders by day month 2023-09; show sorce')
    assert long.index('paged') < long.rindex('2023-09-30 ') < long.index('unknown-metric') < long.index('end\n'), long
    # A message alone is not paged, however long: the line that it offers is taken by Enter.
    alone = p.ask('show revenue where source = Facebook and department = Telesale by sorce month 2023-09 compare previous')
    holds(alone, 'by source')
    lacks(alone, 'paged')
    # Nor is a small answer below a long line that was gone on to.
    p.ask('show revenue, orders where source in (Facebook, Zalo, Website) and department = Telesale year 2023')
    lacks(p.ask('month 2023-09'), 'paged')
    p.leave()
    for variables in ({'KPI_PAGER': ''}, {'TERM': 'dumb', 'KPI_PAGER': pager}, {'KPI_PAGER': '/no/such/pager'}):
        p = Prompt(home, DB, '--today', '2023-12-31', **variables)
        text = p.ask('show orders by day month 2023-09')
        holds(text, '2023-09-30')
        lacks(text, 'paged')
        p.leave()


def keys(p, text, pause=0.02):
    """Typed key by key, as a person does."""
    for key in text:
        p.type(key)
        time.sleep(pause)


def test_a_mornings_work(home):
    """What a sales manager does before nine: looks, goes on, drills, leaves a file, and makes slips on the way."""
    write(os.path.join(home, '.kpirc'), '.timing off\nset language vi\n'.encode())
    p = Prompt(home, DB, '--today', '2023-12-31', COLUMNS='100')

    def enter(text, seconds=60):
        keys(p, text)
        return p.ask('', seconds)
    # A word and a Tab, a name and a Tab.
    keys(p, 'xem doanh t')
    time.sleep(0.1)
    keys(p, 'hu th')
    p.type('\x03')
    p.until('kpi> ')
    holds(enter('xem doanh thu, đơn hàng tháng 2023-09'), 'Doanh thu', 'Đơn hàng', ' ₫')
    holds(enter('theo nguồn'), 'kpi> xem doanh thu, đơn hàng tháng 2023-09 theo nguồn', 'Facebook', 'tổng')
    holds(enter('so với kỳ trước'), 'so với kỳ trước', '(trước)')
    holds(enter('và nguồn = Facebook'), 'lọc nguồn = Facebook')
    # A slip, and Enter takes the corrected line.
    holds(enter('phễu theo nguon thang 9/2023'), 'hoặc nhấn Enter để dùng')
    holds(enter(''), 'kpi> phễu theo nguồn tháng 2023-09', 'Facebook')
    # Behind a number, and back.
    holds(enter('soi Facebook orders'), ' dòng\n')
    holds(enter('quay lại'), 'phễu · 01/09/2023', 'Facebook')
    # Ctrl-C drops the line, Ctrl-R finds an old one, the arrow the last.
    keys(p, 'xem abc')
    p.type('\x03')
    p.until('kpi> ')
    keys(p, '\x12so với')
    holds(p.ask(''), '(trước)')
    holds(p.ask(UP), '(trước)')
    # Reckoned on the side, in two lines, and written.
    holds(enter('[doanh thu tháng 2023-09] / [đơn hàng tháng 2023-09]'), ' ₫')
    enter('đặt m = [doanh thu tháng 2023-09]')
    p.type('ghi "Tháng 9:\r')
    p.until('...> ')
    holds(enter('{$m as 0.0 tr}"'), 'Tháng 9:\n', ' tr ₫')
    enter('.once sáng nay.csv')
    lacks(enter('xem đơn hàng theo nguồn tháng 2023-09'), 'Facebook')
    holds(read(os.path.join(home, 'sáng nay.csv')).decode(), 'source,orders', 'Facebook')
    holds(enter('| lấy 2'), 'Website', 'Zalo')
    holds(enter('chu kỳ mối quan hệ=Chốt ngày 8'), 'd0', 'số ngày trung bình')
    holds(enter('trợ giúp doanh'), 'doanh')
    assert p.leave() == 0
    kept = read(history(home)).decode()
    holds(kept, 'theo nguồn\n', 'ghi "Tháng 9:\n{$m as 0.0 tr}"\n')
    lacks(kept, 'xem abc')


def test_a_clause_goes_on_and_an_expression_is_printed(home):
    p = Prompt(home, DB, '--today', '2023-12-31')
    p.ask('show orders month 2023-09')
    holds(p.ask('by source'), 'kpi> show orders month 2023-09 by source', 'Facebook')
    assert re.search(r'\n\d+ rows?\n', p.ask('drill Facebook orders'))
    holds(p.ask('back'), 'show · 2023-09-01', 'Facebook')
    holds(p.ask('(1 + 2) * 3'), '\n9\n')
    p.leave()


def test_an_empty_enter_takes_the_corrected_line(home):
    p = Prompt(home, DB)
    holds(p.ask('doanh thu tháng 9/2023'), 'hãy viết `xem doanh thu tháng 2023-09`, hoặc nhấn Enter để dùng')
    holds(p.ask(''), 'kpi> xem doanh thu tháng 2023-09\nxem · 01/09/2023')
    # It is taken once.
    assert 'xem' not in p.ask(''), 'taken twice'
    holds(p.ask('thoát'), 'hãy viết `.quit`, hoặc nhấn Enter để dùng')
    p.leave()
    holds(read(history(home)).decode(), 'xem doanh thu tháng 2023-09')


def test_a_session_cannot_change_who_sees_what(home):
    own = os.path.join(home, 'own.kpi')
    model = read(os.path.join(os.path.dirname(__file__), '../../Sources/KPICompiler/Model/crm.kpi')).decode()
    assert 'policy own' in model
    write(own, model.encode())
    p = Prompt(home, DB, '--as', viewer(), '--model', own)
    seen = table(p.ask('show customers_total'))
    # Whatever the prompt writes over the model, the one that was read first holds.
    write(own, re.sub(r'(?m)^(policy|viewer).*$', '', model).encode())
    p.ask(f'.open {DB}')
    p.ask('.reload')
    again = table(p.ask('show customers_total'))
    assert again[1:3] == seen[1:3], (seen, again)
    p.leave()


def main():
    global KPI, DB
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db')
    parser.add_argument('names', nargs='*')
    a = parser.parse_args()
    KPI = os.path.abspath(a.kpi)
    folder = tempfile.mkdtemp(prefix='kpi-prompt-')
    failed = passed = 0
    try:
        DB = os.path.abspath(a.db) if a.db else os.path.join(folder, 'demo.db')
        if not a.db:
            subprocess.run([KPI, 'demo', DB, '--customers', '300', '--quiet'], check=True)
        for name, test in sorted(globals().items()):
            if not name.startswith('test_') or a.names and not any(n in name for n in a.names):
                continue
            home = os.path.join(folder, name)
            os.mkdir(home)
            try:
                test(home)
                passed += 1
            except Exception:
                failed += 1
                print(f'FAILED {name}\n{traceback.format_exc()}', flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f'prompt: {passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
