// TeaVM's WebAssembly runtime builds small adapters with `new Function`, which the page's Content-Security-Policy
// forbids. The build puts this script before that runtime, in one file, so its `new Function(...)` lands here: each
// template of the pinned version is recognised by its parameter names and answered with an ordinary closure.

const lookup = (path) => path.split(".").reduce((owner, name) => owner[name], globalThis);

function wrapExport(rethrow, fn, takesThis, vararg) {
  const fixed = fn.length - (takesThis ? 2 : 1);
  return function (...args) {
    const passed = vararg ? [...args.slice(0, fixed), args.slice(fixed)] : args;
    try {
      return takesThis ? fn(this, ...passed) : fn(...passed);
    } catch (e) {
      rethrow(e);
    }
  };
}

function guarded(call) {
  return (rethrow, ...args) => {
    try {
      return call(...args);
    } catch (e) {
      rethrow(e);
    }
  };
}

/** The script texts inside TeaVM's own classes that the program reaches; a new one fails loudly, and the loader
 * falls back to JavaScript, so a browser test with the policy on shows it. */
const scripts = {
  "return {};": () => ({}),
  "return object.toString();": (object) => object.toString(),
  "return typeof obj=='undefined';": (obj) => typeof obj === "undefined",
};

function scriptBody(text, parameters) {
  const body = text.replace(/^\{(.*)\}$/s, "$1").trim();
  const identity = /^return (\w+);$/.exec(body);
  if (identity && parameters.includes(identity[1])) {
    const place = parameters.indexOf(identity[1]);
    return (...args) => args[place];
  }
  if (body in scripts) {
    return scripts[body];
  }
  throw new Error("script text cannot run under the Content-Security-Policy: " + parameters + " | " + body);
}

const templates = {
  value: (body) => (value) => { globalThis[body.split(" ")[0]] = value; },
  constructor: () => (constructor) => function (marker, object) { return constructor.call(this, marker, object); },
  rethrowJavaAsJs: (body) => (rethrow, fn) => wrapExport(rethrow, fn, body.includes("fn(this"), body.includes("...")),
  wrapCallFromJavaToJs: () => (wrap, ...source) => scriptBody(source.pop(), source),
  "rethrowJsAsJava fn": () => guarded((fn, ...args) => fn(...args)),
  "rethrowJsAsJava constructor": () => guarded((constructor, ...args) => new constructor(...args)),
  "rethrowJsAsJava getGlobalName": () => (rethrow, globalName, instance, method, ...args) =>
    guarded(() => instance !== null ? instance[method](...args) : globalName(method)(...args))(rethrow),
};

/** Stands in for the global Function inside the runtime module. */
export class CspFunction {
  constructor(...text) {
    const body = text.pop();
    if (text.length === 0 && !body.startsWith("return [")) {
      const name = body.slice("return ".length, -1);
      return () => lookup(name);
    }
    if (text.length === 0 || text[0] === "p1") {
      return (...args) => args;
    }
    const template = templates[text[0]] ?? templates[text[0] + " " + text[1]];
    if (!template) {
      throw new Error("unknown template in the WebAssembly runtime: " + text.join(", "));
    }
    return template(body);
  }
}
