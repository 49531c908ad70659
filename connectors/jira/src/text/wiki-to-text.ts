/** Blocks whose content is not markup. */
const verbatim = /\{(code|noformat)(?::[^}\n]*)?\}\r?\n?([\s\S]*?)\r?\n?\{\1\}/g;

const address = /^(?:https?|ftp|mailto|file|tel):/i;
const imageName = /\.(?:png|jpe?g|gif|bmp|svg|webp)$/i;

function linkText(whole: string, inner: string): string {
  if (inner.startsWith('~')) return `@${inner.slice(1).replace(/^accountid:/, '')}`;
  if (inner.startsWith('^')) return inner.slice(1);
  const [label = '', target = ''] = inner.split('|');
  if (target === '') return address.test(label) ? label : whole;
  if (target.startsWith('~')) return `@${label}`;
  if (!address.test(target) && !target.startsWith('#') && !target.startsWith('^')) return whole;
  return target === label || target === `mailto:${label}` ? label : `${label} (${target})`;
}

function imageText(whole: string, inner: string): string {
  const [name = ''] = inner.split('|');
  return imageName.test(name) ? name : whole;
}

/**
 * Rules per line. They take away only what can be nothing but markup: an underscore or asterisk inside a word
 * (`error_code_12`, `2*3*4`), an array index, a UNC path, a glob stay as the writer left them.
 */
const lineRules: readonly (readonly [RegExp, string | ((...match: string[]) => string)])[] = [
  [/^\s*(?:h[1-6]|bq)\.\s+/, ''],
  [/^-{4,}\s*$/, ''],
  [/^([*#-]+)\s+(?=\S)/, (_whole, bullets = '') => `${'  '.repeat(bullets.length - 1)}- `],
  [/\{(?:color|quote|panel|anchor)(?::(?!title=)[^}]*)?\}/g, ''],
  [/\{panel:(?:[^}]*\|)?title=([^}|]*)[^}]*\}/g, '$1\n'],
  [/\{\{(.+?)\}\}/g, '$1'],
  [/(?<!\\)\[([^[\]\n]+)\]/g, (whole = '', inner = '') => linkText(whole, inner)],
  [/(?<![\w!])!([^\s!|][^!\n]*)!(?![\w!])/g, (whole = '', inner = '') => imageText(whole, inner)],
  [/(?<![\p{L}\p{N}_*\\])\*([\p{L}\p{N}](?:[^*\n]*[\p{L}\p{N}.,:;?!)])?)\*(?![\p{L}\p{N}_*])/gu, '$1'],
  [/(?<![\p{L}\p{N}_*\\/.-])_([\p{L}\p{N}](?:[^_\n]*[\p{L}\p{N}.,:;?!)])?)_(?![\p{L}\p{N}_*])/gu, '$1'],
  [/(?<![\w:\\])\\([{}[\]*_!])/g, '$1'],
  [/(?<=\s|^)\\\\(?=\s|$)/g, '\n'],
];

function tableRow(line: string): string {
  if (!/^\|.*\|\s*$/.test(line)) return line;
  return line
    .trim()
    .split(/\|+/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' | ');
}

function markupToText(markup: string): string {
  return markup
    .split('\n')
    .map((line) => {
      const plain = lineRules.reduce<string>(
        (text, [pattern, replacement]) =>
          typeof replacement === 'string'
            ? text.replace(pattern, replacement)
            : text.replace(pattern, replacement),
        line,
      );
      return tableRow(plain);
    })
    .join('\n');
}

/**
 * Plain text of Jira wiki markup, as webhooks and REST v2 send it. The content of `{code}` and `{noformat}` passes
 * unchanged. Source: the notation help of Jira's text formatting.
 */
export function wikiToText(markup: string): string {
  const normal = markup.replaceAll('\r\n', '\n');
  const parts: string[] = [];
  let end = 0;
  for (const match of normal.matchAll(verbatim)) {
    parts.push(markupToText(normal.slice(end, match.index)), match[2] ?? '');
    end = match.index + match[0].length;
  }
  parts.push(markupToText(normal.slice(end)));
  return parts.join('').trim();
}
