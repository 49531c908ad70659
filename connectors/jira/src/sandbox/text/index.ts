export * from './document-to-wiki.ts';
export * from './plain-to-document.ts';
export * from './read-document.ts';
