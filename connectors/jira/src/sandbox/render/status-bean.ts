import type { Status, StatusCategory } from '../state/index.ts';
import { selfUrl, type Viewer } from './viewer.ts';

export const statusCategoryBean = (category: StatusCategory, viewer: Viewer) => ({
  self: selfUrl(viewer, `statuscategory/${category.id}`),
  id: category.id,
  key: category.key,
  colorName: category.colorName,
  name: category.name,
});

export const statusBean = (status: Status, viewer: Viewer) => ({
  self: selfUrl(viewer, `status/${status.id}`),
  description: status.description,
  iconUrl: `${viewer.state.baseUrl}/`,
  name: status.name,
  id: status.id,
  statusCategory: statusCategoryBean(status.category, viewer),
});
