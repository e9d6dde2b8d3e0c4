#!/usr/bin/env python3
"""Runs the examples of docs/automation.md as cron and a shell would, with a `sendmail` that keeps what it is given.

    python3 Tests/files/automation.py --kpi BINARY --db DEMO

The last line says how many checks held. Exit 0: all of them.
"""
import argparse
import email
import email.policy
import os
import re
import shutil
import subprocess
import sys
import tempfile

import workbooks

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
counts = {True: 0, False: 0}


def holds(condition, what):
    counts[bool(condition)] += 1
    if not condition:
        print(f'FAILED: {what}')


def blocks():
    """Language, file and text of each example."""
    text = open(os.path.join(ROOT, 'docs/automation.md'), encoding='utf-8').read()
    for head, body in re.findall(r'^```(.+)\n((?:.*\n)*?)```$', text, re.M):
        words = head.split()
        yield words[0], next((w[5:] for w in words if w.startswith('file=')), None), body


def jobs(crontab):
    """The environment and the commands of a crontab."""
    variables, commands = {}, []
    for line in crontab.splitlines():
        if re.match(r'[A-Z_]+=', line):
            name, value = line.split('=', 1)
            variables[name] = value
        elif line and not line.startswith('#'):
            commands.append(line.split(None, 5)[5].replace('\\%', '%'))
    return variables, commands


class Desk:
    """A folder with the files of the page, `kpi`, and a `sendmail`."""

    def __init__(self, folder, kpi, db):
        self.folder = folder
        for name in ('bin', 'www', 'reports', 'export'):
            os.mkdir(os.path.join(folder, name))
        os.symlink(kpi, os.path.join(folder, 'bin/kpi'))
        self.put('bin/sendmail', f'#!/bin/sh\ncat > "{folder}/mail"\n')
        shutil.copy(db, os.path.join(folder, 'crm.db'))

    def put(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        if text.startswith('#!'):
            os.chmod(path, 0o755)

    def sh(self, text, variables=None, where=None):
        environment = {'PATH': f'{self.folder}/bin:/usr/bin:/bin', 'HOME': self.folder, 'KPI_TODAY': '2023-12-31',
                       'KPI_CACHE': '', 'LOGNAME': 'kpi', **(variables or {})}
        return subprocess.run(['/bin/sh', '-ec', text], cwd=where or self.folder, env=environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=300)

    def mail(self):
        with open(os.path.join(self.folder, 'mail'), 'rb') as file:
            return email.message_from_binary_file(file, policy=email.policy.default)


def check_mail(desk, subject, status, has_numbers):
    outcome = desk.sh('./morning.sh sales@example.com', {'KPI_DB': f'{desk.folder}/crm.db'})
    holds(outcome.returncode == status, f'morning.sh: {outcome}')
    mail = desk.mail()
    parts = list(mail.iter_parts())
    kinds = [p.get_content_type() for p in parts]
    holds(mail['To'] == 'sales@example.com' and mail['Subject'] == subject, f'{mail["To"]}, {mail["Subject"]}')
    page = [p for p in parts if p.get_content_type() == 'text/html']
    book = [p for p in parts if p.get_filename() == 'morning.xlsx']
    holds(bool(page) == bool(book) == has_numbers, f'{kinds}')
    if has_numbers:
        holds(page[0].get_content().count('<table class="main') == 4, page[0].get_content()[:300])
        desk_file = os.path.join(desk.folder, 'got.xlsx')
        with open(desk_file, 'wb') as file:
            file.write(book[0].get_content())
        holds([s.name for s in workbooks.read(desk_file)] == ['show', 'show (2)', 'funnel', 'list'], 'the workbook')
    return [p.get_content() for p in parts if p.get_content_type() == 'text/plain']


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--kpi', required=True)
    parser.add_argument('--db', required=True)
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(folder, os.path.abspath(a.kpi), os.path.abspath(a.db))
        page = list(blocks())
        for language, name, body in page:
            if name:
                desk.put(name, body)
                kept = os.path.join(ROOT, 'examples/automation', name)
                holds(not os.path.exists(kept) or open(kept, encoding='utf-8').read() == body, f'{name} is another one')

        holds(check_mail(desk, 'Doanh số hôm qua', 0, True) == [], 'no message')
        script = open(os.path.join(folder, 'morning.kpi')).read()
        desk.put('morning.kpi', script.replace('] > 0', '] < 0'))
        told = check_mail(desk, 'Doanh số hôm qua: có kiểm tra không đạt', 1, True)
        holds(told and 'nobody called anyone' in told[0], f'{told}')
        desk.put('morning.kpi', script + 'show nonsense\n')
        told = check_mail(desk, 'Doanh số hôm qua: không tính được', 2, False)
        holds(told and 'there is no metric `nonsense`' in told[0], f'{told}')
        desk.put('morning.kpi', script)

        for language, name, body in page:
            if language == 'cron':
                variables, commands = jobs(body.replace('/srv/kpi', folder))
                variables['PATH'] = f'{folder}/bin:' + variables['PATH']
                holds(len(commands) == 4, f'{commands}')
                for command in commands:
                    outcome = desk.sh(command, variables)
                    holds(outcome.returncode == 0 and outcome.stdout + outcome.stderr == '', f'{command}: {outcome}')
            elif language == 'sh' and not name:
                where = folder
                if 'shop.db' in body:
                    where = os.path.join(folder, 'ci')
                    shutil.copytree(os.path.join(ROOT, 'examples/ci'), where)
                    # A copy of the folder is all that it takes.
                    outcome = desk.sh('./ci.sh', {'KPI_TODAY': '', 'KPI_DB': ''}, where)
                    holds(outcome.returncode == 0 and os.path.exists(os.path.join(where, 'shop.db')), f'ci.sh: {outcome}')
                # Its rows are of 2024.
                outcome = desk.sh(body, {'KPI_TODAY': ''} if where != folder else None, where)
                holds(outcome.returncode == 0, f'{body}: {outcome}')
        for made in ('www/month.html', 'export/customers.csv', 'orders.jsonl', 'ci/junit.xml'):
            holds(os.path.getsize(os.path.join(folder, made)) > 0, made)
        books = os.listdir(os.path.join(folder, 'reports'))
        holds(len(books) == 1 and len(workbooks.read(os.path.join(folder, 'reports', books[0]))) > 13, f'{books}')
    print(f'automation: {counts[True]} held, {counts[False]} failed')
    return 1 if counts[False] else 0


if __name__ == '__main__':
    sys.exit(main())
