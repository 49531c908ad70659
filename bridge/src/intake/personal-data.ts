import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { DataSubject, PersonalData, PersonalRecord } from '../module.ts';
import { inScope, type SiteScope, type Store } from '../store/index.ts';
import type { IntakeTables } from './tables.ts';

/** How a value may stand in JSON: as it is, or with everything beyond ASCII escaped. */
function writtenForms(value: string): string[] {
  const plain = JSON.stringify(value).slice(1, -1);
  const escaped = plain.replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return plain === escaped ? [plain] : [plain, escaped];
}

/** Bodies that name the person; letter case does not matter. Accepted bodies are UTF-8, or they were refused. */
function namesSubject(subject: DataSubject): RawBuilder<SqlBool> {
  const terms = [...subject.ids, ...subject.emails, ...subject.names].filter((term) => term !== '');
  // The database folds ASCII only, whatever its locale: other letters are looked for in both cases.
  const cased = terms.flatMap((term) => [term, term.toLowerCase(), term.toUpperCase()]);
  const forms = [...new Set(cased.flatMap(writtenForms))];
  return sql<SqlBool>`exists (
    select from unnest(${forms}::text[]) as term
    where strpos(lower(convert_from(body, 'UTF8')), lower(term)) > 0)`;
}

/** What intake holds about people: the unmasked bodies, for as long as they are kept. */
export function intakePersonalData(store: Store): PersonalData {
  const tables = store.tables<IntakeTables>();
  const matching = (scope: SiteScope, subject: DataSubject) =>
    tables
      .selectFrom('intake_delivery')
      .where('body', 'is not', null)
      .where(inScope(scope, sql.ref('site')))
      .where(namesSubject(subject));
  const toRecord = (row: { id: number; site: string; received_at: string }): PersonalRecord => ({
    site: row.site,
    kind: 'webhook',
    id: String(row.id),
    at: row.received_at,
  });
  return {
    async find(scope, subject) {
      return (await matching(scope, subject).select(['id', 'site', 'received_at']).execute()).map(toRecord);
    },
    async export(scope, subject) {
      const rows = await matching(scope, subject).select(['id', 'site', 'received_at', 'body']).execute();
      return rows.map((row) => ({ ...toRecord(row), content: row.body?.toString('utf8') ?? null }));
    },
    async erase(scope, subject) {
      const { numUpdatedRows } = await tables
        .updateTable('intake_delivery')
        // A dead letter without its text cannot be replayed.
        .set({ body: null, status: sql`case status when 'dead' then 'dropped' else status end` })
        .where('body', 'is not', null)
        .where(inScope(scope, sql.ref('site')))
        .where(namesSubject(subject))
        .executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
}
