export * from './adf-to-text.ts';
export * from './markdown-to-adf.ts';
export * from './rich-text.ts';
export * from './wiki-to-text.ts';
