/** Priority by impact and urgency, as the base system's lookup table has it. */
const lookup: Readonly<Record<string, string>> = {
  '1,1': '1',
  '1,2': '2',
  '2,1': '2',
  '1,3': '3',
  '2,2': '3',
  '3,1': '3',
  '2,3': '4',
  '3,2': '4',
  '3,3': '5',
};

/** Undefined when the lookup has no row for the pair: the priority then stays what it was. */
export function priorityOf(impact: string, urgency: string): string | undefined {
  return lookup[`${impact},${urgency}`];
}
