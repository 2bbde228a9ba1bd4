// Measures the same work as EngineBench, compiled as the shipped JavaScript is: node engine.mjs MODULE
import { pathToFileURL } from 'node:url';

const COMMANDS = 200_000;
const WARM_UP = 10;
const ROUNDS = 11;

const { prepare, run, name } = await import(pathToFileURL(process.argv[2]).href);

for (let setting = 0; name(setting) !== ''; setting++) {
  const rates = [];
  let digest = 0;
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    prepare(setting, round + WARM_UP);
    const begin = performance.now();
    digest ^= run(COMMANDS);
    if (round >= 0) rates.push(COMMANDS / (performance.now() - begin) / 1000);
  }
  rates.sort((a, b) => a - b);
  const what = `engine commands in JavaScript (Node), ${name(setting)}`;
  const rate = rates[ROUNDS >> 1].toFixed(2);
  console.log(`${what.padEnd(72)} ${rate.padStart(10)} M/s  ${(digest >>> 0).toString(16).padStart(8, '0')}`);
}
