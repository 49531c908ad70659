export * from './caller.ts';
export * from './create-app.ts';
export { problemSchema } from './problem.ts';
export { parseJson, readBody } from './read-body.ts';
export * from './route.ts';
export * from './serve.ts';
