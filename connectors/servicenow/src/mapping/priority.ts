/** A level of impact or urgency: 1 is high, 3 is low. */
export type Level = 1 | 2 | 3;
export type Priority = 1 | 2 | 3 | 4 | 5;

/** The base system's lookup `[impact][urgency]`; customers edit theirs (Priority Lookup Rules). */
export const basePriorityMatrix: Readonly<Record<Level, Readonly<Record<Level, Priority>>>> = {
  1: { 1: 1, 2: 2, 3: 3 },
  2: { 1: 2, 2: 3, 3: 4 },
  3: { 1: 3, 2: 4, 3: 5 },
};

/** The priority that an instance with the base system's lookup computes. */
export function basePriority(impact: Level, urgency: Level): Priority {
  return basePriorityMatrix[impact][urgency];
}
