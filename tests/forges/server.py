#!/usr/bin/env python3
"""A forge that says what it is told to, on 127.0.0.1.

server.py SCENARIO PORTS LOG [DESCRIPTION]: SCENARIO has a JSON object a line, an answer each:

    {"route": "GET /repos/a/b/pulls/7?x=1", "status": 200, "headers": {"Link": "..."}, "json": ...}

Answers of one route are given in their order, the last one again and again. What is not told is 404. In place of
"json": "body" (a text), "fill" (so many bytes of a JSON text), "deep" (a list in a list in ..., so many), "cut": true
(the connection ends in the middle of the body). {{origin}} and {{other}} in headers and bodies become the addresses of
this server and of a second one, which a client must not ask.

With a description of the forge (described.py) every answer must fit it, unless it is "odd": true, and every request must be
described; else the log has a line "undescribed".

With FORGE_TLS in the environment, a file with a certificate and its key, the first server speaks TLS.

The two ports are written to PORTS, which may be a pipe; "0 0" where the scenario does not fit. LOG gets a line for each request: "main" or "other", method,
path, and the headers that matter as JSON.
"""
import http.server
import json
import os
import sys
import threading

from described import Description

scenario, ports, log = sys.argv[1:4]
description = Description(sys.argv[4]) if len(sys.argv) > 4 else None
lock = threading.Lock()
routes = {}
given = {}
origins = {}

def give_up(why):
    print(why, file=sys.stderr)
    with open(ports, "w", encoding="utf-8") as out:
        out.write("0 0\n")
    sys.exit(1)


with open(scenario, encoding="utf-8") as lines:
    for line in lines:
        if line.strip():
            answer = json.loads(line)
            wrong = description and description.answer(answer)
            if wrong:
                give_up(f"{answer['route']}: {wrong}")
            routes.setdefault(answer["route"], []).append(answer)


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
            with open(log, "a", encoding="utf-8") as out:
                out.write(f"{self.server.name} {route} {json.dumps(headers)} {sent}\n")
                if description and not description.find(route):
                    out.write(f"undescribed {route}\n")
            told_so_far = given[route] = given.get(route, -1) + 1
        answers = routes.get(route)
        if not answers:
            answers = [{"status": 404, "json": {"message": "Not Found"}}]
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

    def __init__(self, name):
        super().__init__(("127.0.0.1", 0), Handler)
        self.name = name
        tls = os.environ.get("FORGE_TLS") if name == "main" else None
        if tls:
            import ssl  # takes as long as all the rest

            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(tls)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        origins[name if name == "other" else "origin"] = f"http{'s' if tls else ''}://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address):
        pass  # a client that does not trust the certificate goes away


main, other = Server("main"), Server("other")
threading.Thread(target=other.serve_forever, daemon=True).start()
with open(ports, "w", encoding="utf-8") as out:
    out.write(f"{main.server_port} {other.server_port}\n")
main.serve_forever()
