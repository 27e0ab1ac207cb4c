// Notes the numbers of the regions of functions that ran.
globalThis.ran = new Uint8Array(1 << 20);
const late = {
  begin() {},
  connect() {},
  awaited: async () => {},
  fetched: async () => {},
  imports: (bound) => ({ ...bound, late: { ran: (number) => void (globalThis.ran[number] = 1) } }),
};
