/** The package's folder. */
export const root = new URL('../', import.meta.url);
export const manifest = new URL('package.json', root);
/** Where the development manifest waits while the package is packed. */
export const sourceManifest = new URL('package.source.json', root);
export const licence = new URL('LICENSE', root);
