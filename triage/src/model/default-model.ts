/** The model that comes with Signalbox: topics of IT tickets. Its card stands beside it. */
export const defaultModelDirectory: URL = /* @__PURE__ */ new URL('../../models/default/', import.meta.url);
