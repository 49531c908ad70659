/** Jira writes zones without a colon (`+0100`), which ISO 8601's extended format does not allow. */
const bareZone = /([+-]\d{2})(\d{2})$/;

/** Milliseconds since the epoch; NaN for what is no time. */
export function jiraTime(text: string): number {
  return Date.parse(text.replace(bareZone, '$1:$2'));
}

/** A time of Jira's as ISO 8601 in UTC. Throws `RangeError` for what is no time. */
export function isoTime(text: string): string {
  return new Date(jiraTime(text)).toISOString();
}
