export { type Bridge, BridgeContext, useBridge } from './bridge-context.ts';
export { type Filters, formatHash, noFilters, type Page, type Place, pages, parseHash } from './hash.ts';
export { applyStoredTheme, type Theme, themes, useTheme } from './theme.ts';
export { keepToken, takeToken } from './token.ts';
export { type Decisions, useDecisions } from './use-decisions.ts';
export { usePlace } from './use-place.ts';
export { type Load, type Resource, useResource } from './use-resource.ts';
