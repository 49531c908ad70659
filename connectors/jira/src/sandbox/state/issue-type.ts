export interface IssueType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly avatarId: number;
  readonly subtask: boolean;
}

const type = (id: string, name: string, description: string, avatarId: number): IssueType => ({
  id,
  name,
  description,
  avatarId,
  subtask: false,
});

/** Names follow Jira's own templates for service management and software projects. */
export const issueTypes = {
  incident: type('10010', '[System] Incident', 'For system outages or incidents.', 10562),
  serviceRequest: type('10011', '[System] Service request', 'For services a team provides.', 10564),
  problem: type('10012', '[System] Problem', 'Track underlying causes of incidents.', 10563),
  change: type('10013', '[System] Change', 'Created by the service desk for a planned change.', 10561),
  bug: type('10004', 'Bug', 'A problem which impairs or prevents the functions of the product.', 10303),
  task: type('10002', 'Task', 'A small, distinct piece of work.', 10318),
} as const;
