/** The manifest of the compiled package: every door leads to dist/, and nothing of development is left. */
export function publishedManifest(source: string): string {
  const { scripts: _scripts, devDependencies: _tools, exports, ...rest } = JSON.parse(source);
  const doors = Object.entries<string>(exports).map(([door, file]) => {
    const compiled = file.replace(/^\.\/src\//, './dist/').replace(/\.ts$/, '');
    return [door, { types: `${compiled}.d.ts`, default: `${compiled}.js` }];
  });
  return `${JSON.stringify({ ...rest, exports: Object.fromEntries(doors) }, null, 2)}\n`;
}
