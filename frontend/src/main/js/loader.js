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

// The words of the rule book. The log shows the rules' names until they are there.
function words() {
  return fetch(new URL("./rules.txt", import.meta.url))
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .catch(() => new Promise((later) => setTimeout(later, 5000)).then(words));
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

// A mistake of ours, in the words of whoever noticed it. What a listener throws would be seen by nobody else.
function say(reason) {
  if (!reason || document.getElementById("mistake")) {
    return;
  }
  const banner = document.createElement("p");
  banner.id = "mistake";
  banner.className = "banner";
  banner.setAttribute("role", "alert");
  banner.textContent = "▲ Pagewalk made a mistake: " + (reason.message ?? reason)
    + ". Reload the page to go on; your work is kept up to the step before.";
  document.querySelector("header").append(banner);
}
addEventListener("error", (event) => say(event.error));
addEventListener("unhandledrejection", (event) => say(event.reason));

const fetched = words();
loadProgram(document.querySelector("script[data-program]").dataset.program).then((loaded) => {
  start(loaded);
  fetched.then(loaded.exports.words);
}).catch((reason) => {
  console.error(reason);
  const place = document.getElementById("status");
  if (place) {
    place.textContent = "The lab's program could not be loaded (" + reason.message + "). Reload the page to try again.";
  }
});
