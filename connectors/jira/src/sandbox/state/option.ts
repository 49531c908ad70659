/** Anything chosen from a list by id or by name: an option, a priority, a component, a resolution, a security level. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
}

export const priorities: readonly Choice[] = [
  { id: '1', name: 'Highest', description: 'This problem will block progress.' },
  { id: '2', name: 'High', description: 'Serious problem that could block progress.' },
  { id: '3', name: 'Medium', description: 'Has the potential to affect progress.' },
  { id: '4', name: 'Low', description: 'Minor problem or easily worked around.' },
  { id: '5', name: 'Lowest', description: 'Trivial problem with little or no impact on progress.' },
];
export const defaultPriority = '3';

export const resolutions: readonly Choice[] = [
  { id: '10000', name: 'Done', description: 'Work has been completed on this issue.' },
  { id: '10001', name: "Won't Do", description: "This issue won't be actioned." },
  { id: '10002', name: 'Duplicate', description: 'The problem is a duplicate of an existing issue.' },
];

export const securityLevels: readonly Choice[] = [
  { id: '10020', name: 'Agents only', description: 'Visible to agents of the project.' },
];

export const defaultTopics: readonly string[] = [
  'Hardware',
  'HR Support',
  'Access',
  'Miscellaneous',
  'Storage',
  'Purchase',
  'Internal Project',
  'Administrative rights',
];

export const defaultAssignmentGroups: readonly string[] = [
  'Service Desk',
  'Hardware Support',
  'Identity and Access',
  'HR Services',
  'Storage and Backup',
  'Procurement',
  'Projects Office',
  'Workplace Administration',
];
