export * from './choices.ts';
export * from './configuration-items.ts';
export * from './people.ts';
export * from './platform.ts';
export * from './seeder.ts';
