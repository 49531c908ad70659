/** How to reach a PostgreSQL database; what both the pool and the job queue connect with. */
export interface ConnectionSettings {
  /** An URL, for an outside server. */
  readonly connectionString?: string;
  /** A host, or the directory of a UNIX socket. */
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

/** Where a database is, for messages: never with its password. */
export function describeConnection(settings: ConnectionSettings): string {
  if (settings.connectionString === undefined) return `${settings.host}/${settings.database}`;
  return settings.connectionString.replace(/\/\/[^@/]*@/, '//').replace(/\?.*$/, '');
}
