/** Answers that refuse a request before it has any effect. */
export const refusalFaultKinds = [
  'rate-limit',
  'rate-limit-burst',
  'rate-limit-ticket',
  'rate-limit-date',
  'server-error',
  'unavailable',
] as const;

/** What may befall a request. */
export const requestFaultKinds = [
  ...refusalFaultKinds,
  'slow',
  'cut-before-effect',
  'cut-after-effect',
  'late-effect',
] as const;

/** What may befall a webhook. */
export const webhookFaultKinds = ['webhook-duplicate', 'webhook-reorder', 'webhook-wrong-signature'] as const;

export const faultKinds = [...requestFaultKinds, ...webhookFaultKinds] as const;
export type FaultKind = (typeof faultKinds)[number];
