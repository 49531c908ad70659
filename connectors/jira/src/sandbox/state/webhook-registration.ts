export interface WebhookRegistration {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  /** Limits it to issues that this JQL finds; empty: all. */
  readonly jql: string;
  /** `admin`: signed where it has a secret. `app`: carries a token signed with the client secret, and expires. */
  readonly kind: 'admin' | 'app';
  /** What an administrator's is signed with; null: not signed. */
  readonly secret: string | null;
  readonly registeredBy: string;
  readonly expiresAt: number | null;
}
