// Runs a program beside the page: `worker.js?program=trace&engine=js` loads the program for that target and lets it
// work. A program that cannot be loaded is told to the page as a fault.
const asked = new URLSearchParams(location.search);
const name = asked.get("program");

async function load() {
  if (asked.get("engine") === "js") {
    return import("./" + name + ".js");
  }
  const { load } = await import("./wasm-runtime.js");
  return (await load(new URL("./" + name + ".wasm", location.href).href)).exports;
}

load().then((program) => program.work(self)).catch((reason) => {
  console.error(reason);
  postMessage("mistake\t" + reason.message + "\n");
});
