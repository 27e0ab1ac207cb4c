// Notes the numbers of the regions of functions that ran.
globalThis.ran = new Uint8Array(1 << 20);
// What waits for the end of the first view never begins.
globalThis.wheelhouseRest = new Promise(() => {});
const late = {
  begin() {},
  calls() {},
  connect() {},
  awaited: async () => {},
  fetched: async () => {},
  imports: (bound) => ({ ...bound, late: { ran: (number) => void (globalThis.ran[number] = 1) } }),
};
