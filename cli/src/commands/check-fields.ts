import { type CatalogField, catalogField, type Finding, type Site } from '@signalbox/sdk';
import { notLearntValues, withheldLabels } from '@signalbox/triage/line';
import type { FieldPolicy, Policy } from '@signalbox/triage/schema';
import { anyTicket } from './any-ticket.ts';

type LabelsOf = (target: string) => readonly string[];

const namesShown = 10;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function checkField(
  name: string,
  policy: FieldPolicy,
  field: CatalogField | undefined,
  offered: readonly string[],
  labelsOf: LabelsOf,
): Finding {
  const check = `field ${name}`;
  if (!field) {
    return {
      check,
      status: 'warning',
      message: `Tickets here have no field "${policy.path}", so ${name} never gets a suggestion.`,
      remedy: `Write where it lives: fields: { ${name}: { from: '…' } }, one of: ${offered.join(', ')}.`,
    };
  }
  if (policy.mode === 'apply' && !field.isEditable) {
    return {
      check,
      status: 'warning',
      message: `The account may not edit "${field.name}", so ${name} is suggested and never applied.`,
      remedy: `Let the account edit "${field.name}" (permission, screen, access rule), or set mode: 'suggest'.`,
    };
  }
  const labels = labelsOf(policy.target);
  const missing = withheldLabels(field, policy, labels);
  const notLearnt = notLearntValues(field, policy, labels);
  const unlearnt =
    notLearnt.length === 0
      ? ''
      : ` Not learnt yet, so never suggested: ${listed(notLearnt)}; train again when there are closed tickets with ${notLearnt.length === 1 ? 'it' : 'them'}.`;
  if (missing.length === 0) {
    const message = `"${field.name}" offers what the model says.${unlearnt}`;
    return { check, status: 'ok', message, remedy: null };
  }
  return {
    check,
    status: 'warning',
    message: `"${field.name}" does not offer ${listed(missing)}; such tickets go to people.${unlearnt}`,
    remedy: `Add the values there, or name the ones to use where they were renamed: labels: { '${missing[0]}': '${notLearnt[0] ?? '…'}' }.`,
  };
}

/** Holds a site's policy against the catalog of one of its tickets. Reads only; throws what the vendor's reading throws. */
export async function* checkFields(site: Site, policy: Policy, labelsOf: LabelsOf): AsyncIterable<Finding> {
  const fields = Object.entries(policy.fields).filter(([, field]) => field.mode !== 'off');
  if (!site.catalog || fields.length === 0) return;
  const ticket = await anyTicket(site, policy);
  if (!ticket) {
    const message = 'There is no ticket yet to look at its fields.';
    yield { check: 'fields', status: 'warning', message, remedy: 'Run doctor again when there is one.' };
    return;
  }
  const catalog = await site.catalog.read(ticket);
  const offered = catalog.fields.filter((field) => field.isEditable).map((field) => field.path);
  for (const [name, field] of fields)
    yield checkField(name, field, catalogField(catalog, field.path), offered, labelsOf);
}
