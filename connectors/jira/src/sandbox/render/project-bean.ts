import type { Project } from '../state/index.ts';
import { selfUrl, type Viewer } from './viewer.ts';

/** What every form of a project shows. */
const projectReference = (project: Project, viewer: Viewer) => ({
  self: selfUrl(viewer, `project/${project.id}`),
  id: project.id,
  key: project.key,
  name: project.name,
  avatarUrls: Object.fromEntries(
    ['48x48', '24x24', '16x16', '32x32'].map((size) => [
      size,
      `${viewer.state.baseUrl}/rest/api/${viewer.version}/universal_avatar/view/type/project/avatar/10400?size=${size}`,
    ]),
  ),
});

/** As createmeta lists it. */
export const createMetadataProjectBean = projectReference;

export const projectBean = (project: Project, viewer: Viewer) => ({
  ...projectReference(project, viewer),
  projectTypeKey: project.type,
  simplified: false,
});

/** As the listings show it, beside what an issue shows. */
export const listedProjectBean = (project: Project, viewer: Viewer) => ({
  expand: 'description,lead,issueTypes,url,projectKeys,permissions,insight',
  ...projectBean(project, viewer),
  style: 'classic',
  isPrivate: false,
  properties: {},
});
