// Notes the numbers of the functions that ran.
const deferred = {
  begin() {},
  fetched: async () => {},
  imports: (bound) => ({ ...bound, deferred: { ran: (number) => (globalThis.ran ??= new Set()).add(number) } }),
};
