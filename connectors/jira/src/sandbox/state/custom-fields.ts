import type { Field } from './field.ts';
import type { Choice } from './option.ts';

export interface CustomSelect {
  /** The number in `customfield_NNNNN`. */
  readonly customId: number;
  readonly name: string;
  readonly options: readonly string[];
}

/** A single-choice select list; option ids follow from the field's number. */
export function customSelect({ customId, name, options }: CustomSelect): Field {
  const choices: readonly Choice[] = options.map((option, index) => ({
    id: String(customId * 1000 + index + 1),
    name: option,
  }));
  return {
    id: `customfield_${customId}`,
    name,
    kind: 'option',
    schema: {
      type: 'option',
      custom: 'com.atlassian.jira.plugin.system.customfieldtypes:select',
      customId,
    },
    clauseNames: [`cf[${customId}]`, name, `${name}[Dropdown]`],
    options: choices,
  };
}

/** The selects that come with Jira Service Management's incident template. */
export const impactAndUrgency: readonly CustomSelect[] = [
  {
    customId: 10004,
    name: 'Impact',
    options: ['Extensive / Widespread', 'Significant / Large', 'Moderate / Limited', 'Minor / Localized'],
  },
  { customId: 10042, name: 'Urgency', options: ['Critical', 'High', 'Medium', 'Low'] },
];

/** The portal's request type: set by the customer portal only, so it is empty on issues made through the API. */
export const requestTypeField: Field = {
  id: 'customfield_10010',
  name: 'Request Type',
  kind: 'fixed',
  schema: { type: 'sd-customerrequesttype', custom: 'com.atlassian.servicedesk:vp-origin', customId: 10010 },
  clauseNames: [],
  fixed: null,
};
