import type { TextSpan } from '../masking.ts';
import type { Detector } from './detector.ts';
import { matchesOf } from './matches.ts';

const addressPattern = /(?<![\w+.-])[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'<>]{4,4000}/gi;
/** Of the sentence around it. */
const punctuationAfter = /[.,;:!?)\]}]{1,20}$/;
const credentials = /^[a-z0-9+.-]+:\/\/[^/?#@:]{1,200}:[^/?#@]{1,200}@/i;
const secretParameter =
  /[?&#;](?:[\w.-]{0,40}[-_.])?(?:(?:access|refresh|id|auth|csrf|reset|bearer|session|security|invite)?-?_?token|(?:api|access|secret|account|subscription)?-?_?key|(?:client)?-?_?secret|sig|signature|password|passwd|pwd|pass|auth|code|session|session_?id|sid|jwt|otp|credential|saml_?response)=[^&#]/i;
/** After one of these a long piece of a path is somebody's way in. */
const entrance =
  /^(?:reset|invite|invitation|verify|confirm|activate|signup|join|password|token|magic|share|s|unsubscribe)$/i;
/** After one of these it is the name of a version. */
const revision = /^(?:commits?|blob|tree|src|raw|rev|revision|changeset|compare|releases?|tags?)$/i;
const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** "install-office-365-on-windows-11": words, not a token. */
const slug =
  /^(?:[A-Z]?[a-z]{1,30}|[A-Z]{1,30}|\d{1,12})(?:[-_](?:[A-Z]?[a-z]{1,30}|[A-Z]{1,30}|\d{1,12})){0,60}$/;

/** Letters of both cases in turns shorter than those of words run together: "nVeXpzWkQn", not "InstallOffice". */
function isScrambled(segment: string): boolean {
  const turns = segment.match(/[A-Z]+|[a-z]+/g)?.length ?? 0;
  return segment.length / turns < 3;
}

function isToken(segment: string, before: string): boolean {
  if (!/^[\w-]{16,}$/.test(segment) || !/[A-Za-z]/.test(segment)) return false;
  if (!/\d/.test(segment) && !isScrambled(segment)) return false;
  if (entrance.test(before)) return true;
  if (guid.test(segment) || slug.test(segment) || revision.test(before)) return false;
  const isMixed = /[a-z]/.test(segment) && /[A-Z]/.test(segment);
  return segment.length >= (isMixed ? 20 : 32);
}

function holdsSecret(address: string): boolean {
  if (credentials.test(address) || secretParameter.test(address)) return true;
  const path = /^[^?#]*/.exec(address)?.[0] ?? '';
  const segments = path.split('/').slice(3);
  return segments.some((segment, index) => isToken(segment, segments[index - 1] ?? ''));
}

/**
 * A web or database address with a password or a token in it: in front of the host, in a parameter, or as a part of the
 * path that is no words. Plain addresses stay: they say what a ticket is about.
 */
export const secretUrlDetector: Detector = {
  type: 'URL',
  version: '2',
  *find(text): Iterable<TextSpan> {
    if (!text.includes('://')) return;
    for (const { 0: match, index } of matchesOf(addressPattern, text)) {
      const address = match.replace(punctuationAfter, '');
      if (holdsSecret(address)) yield { start: index, end: index + address.length };
    }
  },
};
