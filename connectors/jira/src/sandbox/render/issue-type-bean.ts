import type { IssueType } from '../state/index.ts';
import { selfUrl, type Viewer } from './viewer.ts';

export const issueTypeBean = (type: IssueType, viewer: Viewer) => ({
  self: selfUrl(viewer, `issuetype/${type.id}`),
  id: type.id,
  description: type.description,
  iconUrl: `${viewer.state.baseUrl}/rest/api/2/universal_avatar/view/type/issuetype/avatar/${type.avatarId}?size=medium`,
  name: type.name,
  subtask: type.subtask,
  avatarId: type.avatarId,
  hierarchyLevel: 0,
});
