// A static server for looking at the pages without the backend: the same Content-Security-Policy, no state.
// Usage: node dev-server.mjs ROOT [PORT]; prints the address it listens on.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const roots = process.argv[2].split(",");
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".wasm": "application/wasm",
  ".json": "application/json",
};
const policy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; object-src 'none'; base-uri 'none'";

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://localhost").pathname);
  for (const root of roots) {
    try {
      const body = await readFile(join(root, path));
      const type = types[extname(path)] ?? "text/plain";
      response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy });
      response.end(body);
      return;
    } catch {
      continue;
    }
  }
  response.writeHead(404, { "Content-Type": "application/json" });
  response.end('{"status":404,"error":"not-found","message":"no such page"}');
});
server.listen(Number(process.argv[3] ?? 0), "127.0.0.1", () => {
  console.log("http://127.0.0.1:" + server.address().port);
});
