"""A wire that breaks: passes on what a server sends, up to so many bytes, then ends the connection and takes no other."""
import socket
import threading


class Cut:
    def __init__(self, port, limit):
        self.left, self.passed = limit, 0
        self.target = port
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.sockets = [self.listener]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
                server = socket.create_connection(('127.0.0.1', self.target))
            except OSError:
                return
            self.sockets += [client, server]
            threading.Thread(target=self.copy, args=(client, server, False), daemon=True).start()
            threading.Thread(target=self.copy, args=(server, client, True), daemon=True).start()

    def copy(self, source, target, is_counted):
        try:
            while data := source.recv(16_384):
                if is_counted:
                    self.passed += len(data)
                    if self.passed > self.left:
                        break
                target.sendall(data)
        except OSError:
            pass
        if self.passed > self.left:
            self.close()

    def close(self):
        for one in self.sockets:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            one.close()
