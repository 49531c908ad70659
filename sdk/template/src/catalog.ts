import { ask, type CallOptions, type Catalog, choiceField, defineCatalog, type Ticket } from '@signalbox/sdk';
import { type AcmeContext, fieldsSchema } from './acme-api.ts';
import { pathOf } from './mapping.ts';

/** Fields and allowed values, from Acme's own metadata. */
export async function readCatalog(
  context: AcmeContext,
  { type }: Ticket,
  options?: CallOptions,
): Promise<Catalog> {
  const { body } = await ask(context, fieldsSchema, { path: '/api/fields' }, options);
  const fields = body.fields.flatMap(({ id, label, choices }) => {
    const path = pathOf(id);
    return path ? [choiceField({ path, name: label, vendorId: id, allowedValues: choices })] : [];
  });
  return defineCatalog({ site: context.site, project: null, type, fields });
}
