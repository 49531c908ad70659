/** What people call a field: `assignmentGroup` → “Assignment group”, `custom.Topic` → “Topic”. */
export function fieldName(field: string): string {
  const name = field.startsWith('custom.') ? field.slice('custom.'.length) : field;
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .trim();
  if (words === '' || field.startsWith('custom.')) return words || field;
  return words.charAt(0).toLocaleUpperCase() + words.slice(1).toLocaleLowerCase();
}
