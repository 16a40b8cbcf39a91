interface Ports {
  readonly server: number;
  readonly ready: number;
}

/** Where a server of vLLM answers, and where it is asked whether it is ready to. */
export const VLLM_PORTS: Ports = { server: 8000, ready: 8001 };

/** The path on the port for readiness: 200 once a token was made, and from then on what the server's own `/health` says. */
export const READY_PATH = '/ready';

/**
 * Starts vLLM, by the arguments of the script, and beside it what says whether it is ready: a load balancer and Cloud Run
 * can only GET, and vLLM answers GETs before it was ever asked for a token. It asks for one until one is made. From then
 * on it asks `/health` alone: a busy server would queue another token, and busy is not dead.
 *
 * @param model as the server calls it: a name that Python reads as JSON has it
 * @param before lines of the shell that come first
 */
export function serveVllm(model: string, before = 'set -eu', ports: Ports = VLLM_PORTS): string {
  return `
${before}
python3 - <<'READY' &
${readiness(model, ports)}
READY
exec python3 -m vllm.entrypoints.openai.api_server "$@"
`.trim();
}

/** Of Python's own library alone: the image is vLLM's, and nothing is put into it. */
function readiness(model: string, ports: Ports): string {
  return `
import json, threading, time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = {"model": ${JSON.stringify(model)}, "messages": [{"role": "user", "content": "1"}], "max_tokens": 1}
made = threading.Event()

def ask(method, path, seconds, body=None):
    connection = HTTPConnection("127.0.0.1", ${ports.server}, timeout=seconds)
    try:
        connection.request(method, path, body, {"content-type": "application/json"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()

def first_token():
    while not made.is_set():
        try:
            status, text = ask("POST", "/v1/chat/completions", 60, json.dumps(TOKEN))
            if status == 200 and json.loads(text)["choices"]:
                made.set()
        except Exception:
            pass
        made.wait(1)

class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            status = ask("GET", "/health", 4)[0] if made.is_set() else 503
        except Exception:
            status = 503
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_):
        pass

threading.Thread(target=first_token, daemon=True).start()
ThreadingHTTPServer(("0.0.0.0", ${ports.ready}), Ready).serve_forever()
`.trim();
}
