// Replays golden sessions with the compiled engine: node parity.mjs MODULE SESSION...
// Prints for each session its path and then a digest a line.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [module, ...sessions] = process.argv.slice(2);
const { digests } = await import(pathToFileURL(module).href);
for (const session of sessions) {
  process.stdout.write("session " + session + "\n" + digests(await readFile(session, "utf8")));
}
