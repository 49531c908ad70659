import type { Choice } from '../state/index.ts';
import { selfUrl, type Viewer } from './viewer.ts';

export const optionBean = (choice: Choice, viewer: Viewer) => ({
  self: selfUrl(viewer, `customFieldOption/${choice.id}`),
  value: choice.name,
  id: choice.id,
});

export const priorityBean = (choice: Choice, viewer: Viewer) => ({
  self: selfUrl(viewer, `priority/${choice.id}`),
  iconUrl: `${viewer.state.baseUrl}/images/icons/priorities/${choice.name.toLowerCase()}.svg`,
  name: choice.name,
  id: choice.id,
});

export const resolutionBean = (choice: Choice, viewer: Viewer) => ({
  self: selfUrl(viewer, `resolution/${choice.id}`),
  id: choice.id,
  description: choice.description ?? '',
  name: choice.name,
});

export const componentBean = (choice: Choice, viewer: Viewer) => ({
  self: selfUrl(viewer, `component/${choice.id}`),
  id: choice.id,
  name: choice.name,
  ...(choice.description === undefined ? {} : { description: choice.description }),
});

export const securityBean = (choice: Choice, viewer: Viewer) => ({
  self: selfUrl(viewer, `securitylevel/${choice.id}`),
  id: choice.id,
  description: choice.description ?? '',
  name: choice.name,
});
