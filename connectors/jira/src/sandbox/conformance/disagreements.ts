/** Where Atlassian's description, its examples and what Jira was recorded to answer do not agree, and what the sandbox does. */
export interface Disagreement {
  /** Matches the difference or violation as the comparison words it. */
  readonly pattern: RegExp;
  readonly reason: string;
}

/** Bodies that break the published schema, because Jira's own do. */
export const schemaDisagreements: readonly Disagreement[] = [
  {
    pattern: /\/items\/\d+\/(from|fromString|to|toString) must be string/,
    reason:
      'Changelog items hold null where a value was or is empty: the official example and every recording do, the schema says string.',
  },
  {
    pattern: /must NOT have additional properties {"additionalProperty":"defaultLocale"}/,
    reason: 'serverInfo has defaultLocale in the official example and in the recording, not in the schema.',
  },
  {
    pattern: /\/expirationDate must be integer/,
    reason: 'Webhook expiration dates are text in the official examples, a number in the schema.',
  },
];

/** Types that differ from an example, because the example is not what Jira answers. */
export const typeDisagreements: readonly Disagreement[] = [
  {
    pattern: /(allowedValues\[\]|defaultValue): object, not string$/,
    reason:
      "The official example shows 'red' and 'blue' as allowed values; Jira lists objects with self, id and value or name.",
  },
  {
    pattern: /fields\.(comment|worklog): object, not array$/,
    reason:
      'The official issue example shows comments and worklogs as plain lists; Jira answers pages of them.',
  },
  {
    pattern: /fields\.description: object, not string$/,
    reason:
      "The official search example shows a description as text; version 3 answers documents, as the issue's example shows.",
  },
  {
    pattern: /fields\.updated: string, not number$/,
    reason: 'The official issue example shows updated as 1; every recording shows a moment as text.',
  },
];
