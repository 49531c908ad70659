import type { FieldScope } from '../fields/index.ts';
import { statusBean } from '../render/index.ts';
import type { Issue, Transition } from '../state/index.ts';
import { screenMetadata } from './field-metadata.ts';

export function transitionBean(transition: Transition, issue: Issue, scope: FieldScope, withFields: boolean) {
  const to = issue.project.workflow.statuses.find((status) => status.id === transition.to);
  return {
    id: transition.id,
    name: transition.name,
    ...(to ? { to: statusBean(to, scope.viewer) } : {}),
    hasScreen: transition.screen.length > 0,
    isGlobal: transition.from.length === issue.project.workflow.statuses.length,
    isInitial: false,
    isAvailable: true,
    isConditional: false,
    ...(withFields ? { fields: resolutionScreen(transition, scope) } : {}),
  };
}

/** The resolution is on transition screens only, so its kind says that it can be set. */
const resolutionScreen = (transition: Transition, scope: FieldScope): Readonly<Record<string, unknown>> =>
  screenMetadata(new Set(transition.screen), scope);
