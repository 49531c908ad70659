import { InvalidArgumentError } from '@commander-js/extra-typings';

const mostPorts = 65_535;

/** For commander: digits and nothing else, so that neither `1e3` nor the next option is taken for a number. */
export function wholeNumber(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('Write a whole number.');
  return value;
}

/** For commander: 1 or more. */
export function positiveNumber(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('Write a number of at least 1.');
  return value;
}

/** For commander: a port to listen on; 0 takes a free one. */
export function portNumber(text: string): number {
  const value = wholeNumber(text);
  if (value > mostPorts) throw new InvalidArgumentError(`Write a port from 0 to ${mostPorts}.`);
  return value;
}

/** For commander: an address that webhooks can be sent to. */
export function webAddress(text: string): string {
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new InvalidArgumentError('Write an address that begins with http:// or https://.');
  }
  return text;
}
