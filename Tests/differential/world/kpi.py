"""Runs kpi over one world: all questions in one process, one alone to make it small."""
import json
import os
import subprocess

import calendar_ as cal

ENVIRONMENT = {k: v for k, v in os.environ.items() if not k.startswith('KPI_')} | {'SWIFT_BACKTRACE': 'enable=no'}


def objects(data):
    out = []
    for line in data.decode('utf-8', 'replace').splitlines():
        try:
            out.append(json.loads(line))
        except ValueError:
            out.append({'bad': line[:200]})
    return out


class Kpi:
    def __init__(self, binary, folder, world):
        self.binary, self.folder, self.world = binary, folder, world
        self.db, self.model = os.path.join(folder, 'world.db'), os.path.join(folder, 'world.kpi')

    def call(self, *args, timeout=300):
        return subprocess.run([self.binary, *args, '--model', self.model, '--today', cal.iso(self.world.today), '--format', 'json'],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=timeout, env=ENVIRONMENT)

    def statements(self, q):
        """The lines of a question: itself, then what goes on from it."""
        lines = [q.text()]
        if q.pipes:
            lines.append(q.text() + ''.join(' | ' + p[0] for p in q.pipes))
        if q.drill:
            lines += [q.text(), q.drill[0]] if q.pipes else [q.drill[0]]
        return lines

    def alone(self, q):
        zone = f'set timezone "{self.world.model.zone}"'
        done = self.call(self.db, '-c', '\n'.join([zone, *self.statements(q)]), timeout=60)
        got = objects(done.stdout)
        if done.returncode:
            return got + [{'failed': f'exit {done.returncode}: {message(done)}'}]
        return got

    def script(self, questions):
        """For each question its results; one that was refused has {'failed': why}. One process, unless some are."""
        out = {}
        path = os.path.join(self.folder, 'questions.kpi')
        for _ in range(40):
            waiting = [i for i in range(len(questions)) if i not in out]
            if not waiting:
                break
            lines, at, order = [f'set timezone "{self.world.model.zone}"'], {}, []
            for i in waiting:
                for statement in self.statements(questions[i]):
                    lines.append(statement)
                    at[len(lines)] = i
                    order.append(i)
            with open(path, 'w', encoding='utf-8') as f:
                f.write('\n'.join(lines) + '\n')
            done = self.call('run', path, '--no-strict', '--db', self.db)
            got = objects(done.stdout)
            wanted, taken = {i: questions[i].more.get('results', 1) * len(self.statements(questions[i])) for i in waiting}, 0
            for i in waiting:
                if len(got) - taken < wanted[i]:
                    break
                out[i] = got[taken:taken + wanted[i]]
                taken += wanted[i]
            if done.returncode == 0:
                for i in waiting:
                    out.setdefault(i, [{'failed': f'exit 0, but {len(got)} results'}])
                break
            model = [e for e in objects(done.stderr) if e.get('severity') == 'error' and str(e.get('file', '')).endswith('world.kpi')]
            if model:  # nothing of this world can be asked
                return [[{'failed': f'the model: {e.get("code")}: {e.get("message")} (line {e.get("line")})'} for e in model[:3]]] * len(questions)
            refused = [e for e in objects(done.stderr) if e.get('severity') == 'error' and at.get(e.get('line')) not in (None, *out)]
            for e in refused:
                out[at[e['line']]] = [{'failed': f'exit {done.returncode}: {e.get("code")}: {e.get("message")}'}]
            if not refused:
                stuck = next(i for i in waiting if i not in out)
                out[stuck] = [{'failed': f'exit {done.returncode}: {message(done)}'}]
        return [out.get(i, [{'failed': 'not reached'}]) for i in range(len(questions))]


def message(done):
    """The mistakes that a run told of."""
    said = [f'{e.get("code")}: {e.get("message")}' for e in objects(done.stderr) if e.get('severity') == 'error']
    return '; '.join(said)[:400] or done.stderr.decode('utf-8', 'replace')[-300:]
