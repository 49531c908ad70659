import {
  type CallOptions,
  type Catalog,
  type CatalogField,
  defineCatalog,
  type Ticket,
} from '@signalbox/sdk';
import { type AcmeContext, call, fieldsSchema } from './acme-api.ts';
import { pathOf } from './mapping.ts';

/** Fields and allowed values, from Acme's own metadata. */
export async function readCatalog(
  context: AcmeContext,
  ticket: Ticket,
  options?: CallOptions,
): Promise<Catalog> {
  const request = { method: 'GET', path: '/api/fields' } as const;
  const { fields } = await call(context, fieldsSchema, request, options);
  return defineCatalog({
    site: context.site,
    project: null,
    type: ticket.type,
    fields: fields.flatMap(({ id, label, choices }): CatalogField[] => {
      const path = pathOf(id);
      if (!path) return [];
      return [
        {
          path,
          name: label,
          vendorId: id,
          kind: 'choice',
          isEditable: true,
          isRequired: false,
          allowedValues: choices,
        },
      ];
    }),
  });
}
