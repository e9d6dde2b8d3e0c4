"""Headless Chromium, driven over the DevTools protocol with Python's standard library alone."""
import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import tempfile
import time
import urllib.request


class Browser:
    """A browser process with one page."""

    def __init__(self, program=None):
        program = program or os.environ.get('CHROMIUM') or shutil.which('chromium') or shutil.which('chromium-browser') \
            or shutil.which('google-chrome')
        if program is None:
            raise FileNotFoundError('no Chromium: apt-get install chromium, or name one with CHROMIUM=')
        self.folder = tempfile.mkdtemp(prefix='kpi-browser-')
        self.process = subprocess.Popen(
            [program, '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-extensions',
             '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars',
             '--force-device-scale-factor=1', '--remote-debugging-port=0', '--user-data-dir=' + self.folder,
             'about:blank'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            self._connect()
        except BaseException:
            self.close()
            raise

    def _connect(self):
        port_file = os.path.join(self.folder, 'DevToolsActivePort')
        for _ in range(600):
            if os.path.exists(port_file) and os.path.getsize(port_file) > 3:
                break
            time.sleep(0.05)
        port = int(open(port_file).read().split()[0])
        for _ in range(100):
            pages = json.load(urllib.request.urlopen(f'http://127.0.0.1:{port}/json/list'))
            pages = [page for page in pages if page['type'] == 'page']
            if pages:
                break
            time.sleep(0.05)
        address = pages[0]['webSocketDebuggerUrl']
        self.socket = socket.create_connection(('127.0.0.1', port), timeout=300)
        path = address.split(str(port), 1)[1]
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n'
                             f'Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n').encode())
        self.rest = b''
        while b'\r\n\r\n' not in self.rest:
            self.rest += self.socket.recv(4096)
        self.rest = self.rest.split(b'\r\n\r\n', 1)[1]
        self.number = 0
        self.events = []
        for domain in ('Page', 'Runtime', 'Network', 'Log', 'DOM'):
            self.do(domain + '.enable')

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # MARK: The wire

    def _send(self, text):
        data = text.encode()
        mask = os.urandom(4)
        size = len(data)
        head = bytes([0x81]) + (bytes([0x80 | size]) if size < 126 else
                                bytes([0x80 | 126]) + struct.pack('>H', size) if size < 1 << 16 else
                                bytes([0x80 | 127]) + struct.pack('>Q', size))
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def _take(self, count):
        while len(self.rest) < count:
            more = self.socket.recv(1 << 16)
            if not more:
                raise ConnectionError('the browser has gone')
            self.rest += more
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def _receive(self):
        whole = b''
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                size = struct.unpack('>H', self._take(2))[0]
            elif size == 127:
                size = struct.unpack('>Q', self._take(8))[0]
            whole += self._take(size)
            if first & 0x80:
                return json.loads(whole)

    def do(self, method, **parameters):
        """One command, and what it answers."""
        self.number += 1
        self._send(json.dumps({'id': self.number, 'method': method, 'params': parameters}))
        while True:
            message = self._receive()
            if message.get('id') == self.number:
                if 'error' in message:
                    raise RuntimeError(f'{method}: {message["error"]}')
                return message['result']
            if 'method' in message:
                self.events.append(message)

    # MARK: The page

    def open(self, path, width=1280, height=900, live=True):
        if not os.path.getsize(path):
            raise ValueError(path + ' is empty')
        self.size(width, height)
        self.events.clear()
        self.do('Page.navigate', url='file://' + os.path.abspath(path))
        for _ in range(600):
            if any(event['method'] == 'Page.loadEventFired' for event in self.events) and (
                    not live or self.ask('"live" in document.documentElement.dataset')):
                return
            self.ask('1')
            time.sleep(0.02)
        raise TimeoutError(path)

    def size(self, width, height=900):
        self.do('Emulation.setDeviceMetricsOverride', width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, scheme='light', medium=''):
        self.do('Emulation.setEmulatedMedia', media=medium,
                features=[{'name': 'prefers-color-scheme', 'value': scheme}])

    def ask(self, script):
        """The value of an expression in the page."""
        answer = self.do('Runtime.evaluate', expression=script, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in answer:
            raise RuntimeError(f'{script}: {answer["exceptionDetails"]}')
        return answer['result'].get('value')

    def place(self, script):
        """The middle of an element, scrolled into view."""
        return self.ask(f'(() => {{ const e = {script}; e.scrollIntoView({{block: "center"}});'
                        ' const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()')

    def hover(self, script):
        x, y = self.place(script)
        # The page hears of having been moved there a little later, and then hides what the pointer tells.
        time.sleep(0.15)
        self.do('Input.dispatchMouseEvent', type='mouseMoved', x=x, y=y)

    def click(self, script):
        x, y = self.place(script)
        for kind in ('mousePressed', 'mouseReleased'):
            self.do('Input.dispatchMouseEvent', type=kind, x=x, y=y, button='left', clickCount=1)

    def press(self, key, code=None, text=None):
        keys = {'Enter': 13, 'Escape': 27, 'Tab': 9, 'ArrowDown': 40, 'ArrowRight': 39, 'ArrowUp': 38, 'ArrowLeft': 37}
        common = dict(key=key, code=key, windowsVirtualKeyCode=keys[key])
        if key == 'Enter':
            common['text'] = '\r'
        self.do('Input.dispatchKeyEvent', type='keyDown', **common)
        common.pop('text', None)
        self.do('Input.dispatchKeyEvent', type='keyUp', **common)

    def picture(self, path, full=True, height=None):
        parameters = {'format': 'png', 'captureBeyondViewport': full}
        if full:
            size = self.do('Page.getLayoutMetrics')['cssContentSize']
            parameters['clip'] = {'x': 0, 'y': 0, 'width': size['width'],
                                  'height': min(height or size['height'], size['height']), 'scale': 1}
        with open(path, 'wb') as file:
            file.write(base64.b64decode(self.do('Page.captureScreenshot', **parameters)['data']))

    def paper(self, path=None):
        """The page as it is printed."""
        data = base64.b64decode(self.do('Page.printToPDF', preferCSSPageSize=True, printBackground=False)['data'])
        if path:
            with open(path, 'wb') as file:
                file.write(data)
        return data

    def complaints(self):
        """Errors of the console, and requests that are not for the page itself."""
        found = []
        own = None
        for event in self.events:
            method, values = event['method'], event['params']
            if method == 'Network.requestWillBeSent':
                address = values['request']['url']
                if own is None and address.startswith('file://'):
                    own = address
                elif address != own:
                    found.append('request: ' + address[:200])
            elif method == 'Runtime.exceptionThrown':
                found.append('exception: ' + json.dumps(values['exceptionDetails'])[:600])
            elif method == 'Runtime.consoleAPICalled' and values['type'] in ('error', 'warning', 'assert'):
                found.append('console: ' + json.dumps(values['args'])[:300])
            elif method == 'Log.entryAdded' and values['entry']['level'] in ('error', 'warning'):
                found.append('log: ' + values['entry']['text'][:300])
        return found
