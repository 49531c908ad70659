import { ApiError } from './api-error.ts';

export type DisplayMode = 'false' | 'true' | 'all';

/** The query parameters that the Table API and its relatives share. */
export interface TableParameters {
  readonly query: string;
  /** Column paths in the order asked for; null: all columns. */
  readonly fields: readonly string[] | null;
  readonly limit: number;
  /** True when the client said how many records it wants. */
  readonly isLimited: boolean;
  readonly offset: number;
  readonly display: DisplayMode;
  readonly isLinkExcluded: boolean;
  readonly isInputDisplay: boolean;
  readonly isCounted: boolean;
  readonly isPaginationSuppressed: boolean;
}

/** Reads them. What makes no sense falls back to the default, as on the platform. */
export function tableParameters(search: URLSearchParams, defaultLimit: number): TableParameters {
  const query = search.get('sysparm_query') ?? '';
  if (/javascript:/i.test(query)) {
    throw new ApiError(
      400,
      'Script in query refused',
      'This sandbox does not evaluate javascript: in queries',
    );
  }
  const fields = search.get('sysparm_fields');
  const display = search.get('sysparm_display_value');
  return {
    query,
    fields: fields
      ? fields
          .split(',')
          .map((field) => field.trim())
          .filter(Boolean)
      : null,
    limit: count(search.get('sysparm_limit'), defaultLimit),
    isLimited: search.has('sysparm_limit'),
    offset: count(search.get('sysparm_offset'), 0),
    display: display === 'true' || display === 'all' ? display : 'false',
    isLinkExcluded: search.get('sysparm_exclude_reference_link') === 'true',
    isInputDisplay: search.get('sysparm_input_display_value') === 'true',
    isCounted: search.get('sysparm_no_count') !== 'true',
    isPaginationSuppressed: search.get('sysparm_suppress_pagination_header') === 'true',
  };
}

function count(text: string | null, otherwise: number): number {
  return text !== null && /^\d+$/.test(text) ? Number(text) : otherwise;
}
