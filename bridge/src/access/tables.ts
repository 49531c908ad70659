import type { Generated } from 'kysely';
import type { Role } from '../http/index.ts';

export interface AccessTables {
  access_token: {
    id: Generated<number>;
    name: string;
    /** SHA-256 of the token, hex. The token itself is stored nowhere. */
    token_hash: string;
    roles: Role[];
    /** null: every site. */
    sites: string[] | null;
    created_at: string;
    expires_at: string | null;
  };
  access_switch: {
    /** `*`: all sites. */
    site: string;
    is_paused: boolean;
    changed_by: string;
    changed_at: string;
    reason: string;
  };
}
