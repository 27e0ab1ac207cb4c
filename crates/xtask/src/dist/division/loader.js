// The second half of the main module. It comes by itself once the first view has had a second to stand or somebody
// begins to use it, and at once when the first half needs it earlier.
const deferred = (() => {
  const address = new URL("./console_deferred.wasm", import.meta.url);
  let given;
  let arriving;

  const connect = (module) => {
    if (wasm.connected.value) return;
    const main = {};
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      if (from === "main") main[name] = kind === "function" ? wasm.deferred.get(Number(name)) : wasm[name];
    }
    new WebAssembly.Instance(module, { ...given, main });
  };

  const fetched = () => {
    arriving ??= fetch(address)
      .then((answer) => {
        if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
        return answer.arrayBuffer();
      })
      .then((bytes) => WebAssembly.compile(bytes))
      .then(connect)
      .catch((error) => {
        arriving = undefined;
        throw error;
      });
    return arriving;
  };

  // A function of the first half cannot wait for a promise, so this is the one request that blocks the page.
  const load = () => {
    try {
      const request = new XMLHttpRequest();
      request.open("GET", address, false);
      // Bytes as characters: a blocking request may not ask for a buffer.
      request.overrideMimeType("text/plain; charset=x-user-defined");
      request.send();
      if (request.status !== 200) throw new Error(`${address} answered ${request.status}`);
      const bytes = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 255);
      connect(new WebAssembly.Module(bytes));
    } catch (error) {
      dispatchEvent(new CustomEvent("wheelhouse:not-started", { detail: `a part of it did not arrive (${error})` }));
      throw error;
    }
  };

  const soon = () => {
    for (const event of ["keydown", "pointerdown"]) removeEventListener(event, soon, true);
    fetched().catch(() => {});
  };

  return {
    fetched,
    begin() {
      for (const event of ["keydown", "pointerdown"]) addEventListener(event, soon, true);
      setTimeout(soon, 1000);
    },
    imports(bound) {
      given = bound;
      return { ...bound, deferred: { load } };
    },
  };
})();
