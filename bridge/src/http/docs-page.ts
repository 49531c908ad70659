/** A page that lists the API from `/openapi.json`, without anything from elsewhere. */
export const docsPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Signalbox API</title><style>
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent)}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.1rem;margin:2rem 0 .5rem;text-transform:capitalize}
details{border-top:1px solid var(--line);padding:.5rem 0}summary{cursor:pointer}
code,pre{font:13px/1.5 ui-monospace,monospace}pre{overflow:auto;padding:.75rem;border:1px solid var(--line);border-radius:.4rem}
.method{display:inline-block;min-width:4.5rem;font-weight:600;text-transform:uppercase}
.note{opacity:.75}
</style></head><body><main><h1>Signalbox API</h1>
<p class="note">The machine-readable description is <a href="/openapi.json">/openapi.json</a> (OpenAPI 3.1). Send an API token as
<code>Authorization: Bearer …</code>. Every error is problem details (RFC 9457).</p><div id="routes">Loading…</div></main>
<script type="module" src="/docs/page.js"></script></body></html>`;

export const docsScript = `const element = (name, text, className) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (className) node.className = className;
  return node;
};
const show = (title, value, into) => {
  if (value === undefined) return;
  into.append(element('p', title, 'note'), element('pre', JSON.stringify(value, null, 2)));
};
const description = await (await fetch('/openapi.json')).json();
const groups = new Map();
for (const [path, methods] of Object.entries(description.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const tag = (operation.tags ?? ['other'])[0];
    groups.set(tag, [...(groups.get(tag) ?? []), { path, method, operation }]);
  }
}
const root = document.getElementById('routes');
root.replaceChildren();
for (const [tag, routes] of groups) {
  root.append(element('h2', tag));
  for (const { path, method, operation } of routes) {
    const details = element('details');
    const summary = element('summary');
    summary.append(element('span', method, 'method'), element('code', path), ' ', operation.summary ?? '');
    details.append(summary, element('p', operation.description ?? ''));
    show('Parameters', operation.parameters?.length ? operation.parameters : undefined, details);
    show('Body', operation.requestBody?.content?.['application/json']?.schema, details);
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      if (status !== 'default') show('Answer ' + status, response.content?.['application/json']?.schema, details);
    }
    root.append(details);
  }
}`;
