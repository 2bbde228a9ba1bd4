// Starts the program that the page's script element names (`data-program="lab"`): as WebAssembly where the browser has
// garbage-collected Wasm, as a JavaScript module elsewhere, and also where loading the Wasm fails. `?engine=js` or
// `?engine=wasm` in the page's address forces one, for tests.

// The smallest module that declares a struct type: only a browser with Wasm GC validates it.
const STRUCT_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 95, 1, 120, 0]);

async function loadWasm(name) {
  const { load } = await import("./wasm-runtime.js");
  const program = await load(new URL("./" + name + ".wasm", import.meta.url).href);
  return { engine: "WebAssembly", exports: program.exports };
}

async function loadScript(name) {
  return { engine: "JavaScript", exports: await import("./" + name + ".js") };
}

/** Loads a program without starting it: `{engine, exports}`. */
export async function loadProgram(name) {
  const forced = new URLSearchParams(location.search).get("engine");
  if (forced === "wasm") {
    return loadWasm(name);
  }
  if (forced === "js" || typeof WebAssembly === "undefined" || !WebAssembly.validate(STRUCT_MODULE)) {
    return loadScript(name);
  }
  try {
    return await loadWasm(name);
  } catch (reason) {
    console.warn("WebAssembly did not start, so the JavaScript engine runs instead:", reason);
    return loadScript(name);
  }
}

function start(loaded) {
  document.documentElement.dataset.engine = loaded.engine;
  try {
    loaded.exports.start(loaded.engine);
  } catch (reason) {
    const address = new URL(location.href);
    if (loaded.engine !== "WebAssembly" || address.searchParams.has("engine")) {
      throw reason;
    }
    console.warn("WebAssembly stopped at its start, so the page opens again with the JavaScript engine:", reason);
    address.searchParams.set("engine", "js");
    location.replace(address);
  }
}

loadProgram(document.querySelector("script[data-program]").dataset.program).then(start).catch((reason) => {
  console.error(reason);
  const place = document.getElementById("status");
  if (place) {
    place.textContent = "The lab's program could not be loaded (" + reason.message + "). Reload the page to try again.";
  }
});
