import { optionBean, priorityBean, resolutionBean, securityBean } from '../render/index.ts';
import {
  defaultPriority,
  type Field,
  type FieldKindName,
  priorities,
  resolutions,
  securityLevels,
} from '../state/index.ts';
import { choiceKind } from './choice-kind.ts';
import { componentsKind } from './components-kind.ts';
import { documentKind } from './document-kind.ts';
import type { FieldKind } from './field-kind.ts';
import { fixedKind } from './fixed-kind.ts';
import { issueTypeKind } from './issue-type-kind.ts';
import { labelsKind } from './labels-kind.ts';
import { projectKind } from './project-kind.ts';
import { statusKind } from './status-kind.ts';
import { textKind } from './text-kind.ts';
import { dateKind, momentKind } from './time-kinds.ts';
import { userKind } from './user-kind.ts';

const kinds: Readonly<Record<FieldKindName, FieldKind>> = {
  text: textKind,
  document: documentKind,
  option: choiceKind({
    words: { noun: 'Option', by: 'value' },
    choices: (field) => field.options ?? [],
    bean: optionBean,
  }),
  labels: labelsKind,
  priority: choiceKind({
    words: { noun: 'Priority', by: 'name' },
    choices: () => priorities,
    bean: priorityBean,
    whenCleared: defaultPriority,
  }),
  user: userKind,
  components: componentsKind,
  security: choiceKind({
    words: { noun: 'Security level', by: 'name' },
    choices: () => securityLevels,
    bean: securityBean,
  }),
  'issue-type': issueTypeKind,
  project: projectKind,
  status: statusKind,
  resolution: choiceKind({
    words: { noun: 'Resolution', by: 'name' },
    choices: () => resolutions,
    bean: resolutionBean,
  }),
  moment: momentKind,
  date: dateKind,
  fixed: fixedKind,
};

export const kindOf = (field: Field): FieldKind => kinds[field.kind];
