import { Client } from 'pg';

/** Asks a bridge's database, as an operator with `psql` could. */
export async function queryRows<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
