#!/usr/bin/env python3
"""A forge that says what it is told to, on 127.0.0.1.

server.py ORDERS PORTS: both are pipes. Each line of ORDERS begins anew: SCENARIO LOG DESCRIPTION CERTIFICATE, with tabs
between them; the last two may be empty. SCENARIO has a JSON object a line, an answer each:

    {"route": "GET /repos/a/b/pulls/7?x=1", "status": 200, "headers": {"Link": "..."}, "json": ...}

Answers of one route are given in their order, the last one again and again. What is not told is 404, of a timeline that
nothing happened. In place of "json": "body" (a text), "fill" (so many bytes of a JSON text), "deep" (a list in a list in ..., so many), "cut": true
(the connection ends in the middle of the body). {{origin}} and {{other}} in headers and bodies become the addresses of
this server and of a second one, which a client must not ask.

With a description of the forge (described.py) every answer must fit it, unless it is "odd": true, and every request must be
described; else the log has a line "undescribed".

With a file with a certificate and its key, the first server speaks TLS.

The two ports are written to PORTS; "0 0" where the scenario does not fit, and why to standard error. LOG gets a line for
each request: "main" or "other", method, path, and the headers that matter as JSON. Half an hour without an order ends it.
"""
import http.server
import json
import signal
import sys
import threading

from described import Description

lock = threading.Lock()
described = {"": None}
servers = {}
origins = {}


class Forge:
    """What was told: a description or none, the file for requests, answers by route, and how many were given."""


def begin(scenario, log, name):
    """What there is to answer from now on."""
    if name not in described:
        described[name] = Description(name)
    Forge.description, Forge.log, Forge.routes, Forge.given = described[name], log, {}, {}
    with open(scenario, encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            answer = json.loads(line)
            wrong = Forge.description and Forge.description.answer(answer)
            if wrong:
                raise ValueError(f"{answer['route']}: {wrong}")
            Forge.routes.setdefault(answer["route"], []).append(answer)


def told(text):
    for name, origin in origins.items():
        text = text.replace("{{" + name + "}}", origin)
    return text


def body_of(answer):
    if "fill" in answer:
        return b'"' + b"x" * answer["fill"] + b'"'
    if "deep" in answer:
        return b"[" * answer["deep"] + b"]" * answer["deep"]
    if "hex" in answer:
        return bytes.fromhex(answer["hex"])
    return told(answer["body"] if "body" in answer else json.dumps(answer.get("json"))).encode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer goes out in one piece
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def answer(self):
        route = self.command + " " + self.path
        size = int(self.headers.get("Content-Length") or 0)
        sent = self.rfile.read(size).decode("utf-8", "replace")
        headers = {name: self.headers[name] for name in ("Accept", "Authorization", "PRIVATE-TOKEN", "JOB-TOKEN",
                                                         "User-Agent") if self.headers[name]}
        with lock:
            with open(Forge.log, "a", encoding="utf-8") as out:
                out.write(f"{self.server.name} {route} {json.dumps(headers)} {sent}\n")
                if Forge.description and not Forge.description.find(route):
                    out.write(f"undescribed {route}\n")
            told_so_far = Forge.given[route] = Forge.given.get(route, -1) + 1
            answers = Forge.routes.get(route)
        if not answers:
            quiet = self.path.partition("?")[0].endswith("/timeline")
            answers = [{"json": []} if quiet else {"status": 404, "json": {"message": "Not Found"}}]
        answer = answers[min(told_so_far, len(answers) - 1)]
        body = body_of(answer)
        self.send_response_only(answer.get("status", 200))
        for name, value in {"Content-Type": "application/json", **answer.get("headers", {})}.items():
            for one in value if isinstance(value, list) else [value]:
                self.send_header(name, told(one))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if answer.get("cut"):
            body = body[: len(body) // 2]
            self.close_connection = True
        try:
            self.wfile.write(body)
            self.wfile.flush()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, name, tls):
        super().__init__(("127.0.0.1", 0), Handler)
        self.name = name
        if tls:
            import ssl  # takes as long as all the rest

            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.origin = f"http{'s' if tls else ''}://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # a client that does not trust the certificate goes away


def server(name, tls=""):
    if (name, tls) not in servers:
        servers[name, tls] = Server(name, tls)
    return servers[name, tls]


def obey(order):
    scenario, log, name, tls = order.rstrip("\n").split("\t")
    main, other = server("main", tls), server("other")
    with lock:
        origins.update(origin=main.origin, other=other.origin)
        try:
            begin(scenario, log, name)
        except ValueError as wrong:
            print(wrong, file=sys.stderr, flush=True)
            return "0 0"
    return f"{main.server_port} {other.server_port}"


while True:
    with open(sys.argv[1], encoding="utf-8") as orders:
        for order in orders:
            signal.alarm(1800)
            said = obey(order)
            with open(sys.argv[2], "w", encoding="utf-8") as out:
                out.write(said + "\n")
