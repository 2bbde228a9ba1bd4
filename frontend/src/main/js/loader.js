// Starts the program: WebAssembly where the browser has garbage-collected Wasm, the JavaScript module elsewhere, and
// also where loading the Wasm fails. `?engine=js` or `?engine=wasm` in the page's address forces one, for tests.

// The smallest module that declares a struct type: only a browser with Wasm GC validates it.
const STRUCT_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 95, 1, 120, 0]);

async function startWasm() {
  const { load } = await import("./wasm-runtime.js");
  const program = await load(new URL("./pagewalk.wasm", import.meta.url).href);
  return { engine: "WebAssembly", exports: program.exports };
}

async function startScript() {
  return { engine: "JavaScript", exports: await import("./pagewalk.js") };
}

async function choose() {
  const forced = new URLSearchParams(location.search).get("engine");
  if (forced === "wasm") {
    return startWasm();
  }
  if (forced === "js" || typeof WebAssembly === "undefined" || !WebAssembly.validate(STRUCT_MODULE)) {
    return startScript();
  }
  try {
    return await startWasm();
  } catch (reason) {
    console.warn("WebAssembly did not start, so the JavaScript engine runs instead:", reason);
    return startScript();
  }
}

/** The loaded program: `{engine, exports}`. Tests wait for it. */
export const program = choose().then((chosen) => {
  document.documentElement.dataset.engine = chosen.engine;
  try {
    chosen.exports.start(chosen.engine);
  } catch (reason) {
    const address = new URL(location.href);
    if (chosen.engine !== "WebAssembly" || address.searchParams.has("engine")) {
      throw reason;
    }
    console.warn("WebAssembly stopped at its start, so the page opens again with the JavaScript engine:", reason);
    address.searchParams.set("engine", "js");
    location.replace(address);
  }
  return chosen;
});

program.catch((reason) => {
  console.error(reason);
  const place = document.getElementById("status");
  if (place) {
    place.textContent = "The lab's program could not be loaded (" + reason.message + "). Reload the page to try again.";
  }
});
