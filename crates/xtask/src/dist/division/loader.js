// What comes after the main module. Signing in needs a part of its own, which is fetched beside the main module where
// there is no session. The rest comes by itself once the first view has had a second to stand or somebody begins to
// use it, and at once when the main module needs it earlier.
const late = (() => {
  const addresses = {
    sign_in: new URL("./console_sign_in.wasm", import.meta.url),
    deferred: new URL("./console_deferred.wasm", import.meta.url),
  };
  // What wasm-bindgen writes for a property or a method, by the words of division/bindings.rs.
  const made = {
    get: (name) => (of) => of[name],
    find: (name) => (of) => (isLikeNone(of[name]) ? 0 : addToExternrefTable0(of[name])),
    text: (name) => (at, of) => {
      const start = passStringToWasm0(of[name], wasm.__wbindgen_malloc, wasm.__wbindgen_realloc);
      const view = getDataViewMemory0();
      view.setInt32((at >>> 0) + 4, WASM_VECTOR_LEN, true);
      view.setInt32(at >>> 0, start, true);
    },
    set: (name) => (of, value) => void (of[name] = value),
    write: (name) => (of, start, length) => void (of[name] = getStringFromWasm0(start, length)),
    call: (name) => (of, ...given) => of[name](...given),
  };
  const bound = (word, name) => {
    const plain = made[word.replace("!", "")](name);
    return word.endsWith("!") ? (...given) => handleError(plain, given) : plain;
  };

  const arriving = {};
  let given;

  const connect = (name, module) => {
    if (wasm[`${name}_is_there`].value) return;
    // Functions of the main module by their places in its tables, the rest by name.
    const taken = { main: {} };
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (from === "main") taken.main[name] = wasm[name];
      else if (kind === "function" && from in wasm) (taken[from] ??= {})[name] = wasm[from].get(Number(name));
    }
    for (const styles of WebAssembly.Module.customSections(module, "styles")) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(new TextDecoder().decode(styles));
      document.adoptedStyleSheets.push(sheet);
    }
    const script = { ...given["./console_bg.js"] };
    for (const words of WebAssembly.Module.customSections(module, "bindings")) {
      for (const line of new TextDecoder().decode(words).split("\n").filter(Boolean)) {
        const [own, word, name] = line.split(" ");
        script[own] = bound(word, name);
      }
    }
    new WebAssembly.Instance(module, { ...given, ...taken, "./console_bg.js": script });
  };

  const fetched = (name) => {
    arriving[name] ??= fetch(addresses[name])
      .then((answer) => {
        if (!answer.ok) throw new Error(`${addresses[name]} answered ${answer.status}`);
        return answer.arrayBuffer();
      })
      .then((bytes) => WebAssembly.compile(bytes))
      .catch((error) => {
        delete arriving[name];
        throw error;
      });
    return arriving[name];
  };

  // A function of the main module cannot wait for a promise, so this is the one request that blocks the page.
  const load = (name) => {
    // Code of the rest counts on what signing in brings being there.
    if (name === "deferred" && !wasm.sign_in_is_there.value) load("sign_in");
    try {
      const request = new XMLHttpRequest();
      request.open("GET", addresses[name], false);
      // Bytes as characters: a blocking request may not ask for a buffer.
      request.overrideMimeType("text/plain; charset=x-user-defined");
      request.send();
      if (request.status !== 200) throw new Error(`${addresses[name]} answered ${request.status}`);
      const bytes = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 255);
      connect(name, new WebAssembly.Module(bytes));
    } catch (error) {
      dispatchEvent(new CustomEvent("wheelhouse:not-started", { detail: `a part of it did not arrive (${error})` }));
      throw error;
    }
  };

  const all = async () => {
    const names = Object.keys(addresses);
    const modules = await Promise.all(names.map(fetched));
    names.forEach((name, at) => connect(name, modules[at]));
  };

  let isThere;
  globalThis.wheelhouseRest = new Promise((resolve) => (isThere = resolve));

  // Again in a while where it fails: what waits for the rest is missed until then.
  const soon = () => {
    for (const event of ["keydown", "pointerdown"]) removeEventListener(event, soon, true);
    all().then(isThere, () => setTimeout(soon, 5000));
  };

  let isSignedOut = false;
  try {
    isSignedOut = sessionStorage.getItem("wheelhouse.session") === null;
  } catch {
    // Storage is refused, which the page of sign-in tells.
    isSignedOut = true;
  }
  // What does not arrive in time is asked for when it is needed.
  let early = isSignedOut ? fetched("sign_in").catch(() => {}) : undefined;

  return {
    fetched: all,
    async awaited() {
      early = await early;
    },
    connect() {
      if (early instanceof WebAssembly.Module) connect("sign_in", early);
    },
    begin() {
      for (const event of ["keydown", "pointerdown"]) addEventListener(event, soon, true);
      // Where somebody signs in first, nothing else is on its way.
      setTimeout(soon, isSignedOut ? 0 : 1000);
    },
    calls(place) {
      wasm.called.value = place;
    },
    imports(bound) {
      given = bound;
      return { ...bound, late: { sign_in: () => load("sign_in"), deferred: () => load("deferred") } };
    },
  };
})();
