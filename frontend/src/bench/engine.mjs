// Measures the same work as EngineBench and TraceBench, compiled as the shipped JavaScript is: node engine.mjs MODULE
import { pathToFileURL } from 'node:url';

const COMMANDS = 200_000;
const WARM_UP = 10;
const ROUNDS = 11;

const TRACE_WARM_UP = 4;
const TRACE_ROUNDS = 7;

const { prepare, run, name, traceName, traceReferences, traceMisses } = await import(pathToFileURL(process.argv[2]).href);

/** Microseconds that this process has computed; what else runs on the machine counts little. */
function clock() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Median nanoseconds of a command, and all digests folded into one. */
function measure(setting, plain) {
  const nanos = [];
  let digest = 0;
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    prepare(setting, round + WARM_UP, plain);
    const begin = clock();
    digest ^= run(COMMANDS);
    if (round >= 0) nanos.push(((clock() - begin) * 1e3) / COMMANDS);
  }
  nanos.sort((a, b) => a - b);
  return [nanos[ROUNDS >> 1], digest];
}

for (let setting = 0; name(setting) !== ''; setting++) {
  const [plain] = measure(setting, true);
  const [engine, digest] = measure(setting, false);
  const what = `Node, ${name(setting)}`.padEnd(54);
  const rate = (1000 / engine).toFixed(2).padStart(8);
  const ratio = (engine / plain).toFixed(1).padStart(4);
  const hex = (digest >>> 0).toString(16).padStart(8, '0');
  console.log(`${what} ${rate} M/s ${engine.toFixed(1).padStart(7)} ns  x ${ratio} of plain arrays  ${hex}`);
}

/** Median nanoseconds of a reference, and the misses. */
function measureTrace(row) {
  const nanos = [];
  let misses = 0;
  for (let round = -TRACE_WARM_UP; round < TRACE_ROUNDS; round++) {
    const begin = clock();
    misses = traceMisses(row);
    if (round >= 0) nanos.push(((clock() - begin) * 1e3) / traceReferences());
  }
  nanos.sort((a, b) => a - b);
  return [nanos[TRACE_ROUNDS >> 1], misses];
}

for (let row = 0; traceName(row) !== ''; row++) {
  const [time, misses] = measureTrace(row);
  const rate = (1000 / time).toFixed(2).padStart(8);
  console.log(`${`Node, ${traceName(row)}`.padEnd(54)} ${rate} M/s ${time.toFixed(1).padStart(7)} ns  ${misses}`);
}
