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

/** For commander: a share above 0 and below 1. */
export function openShare(text: string): number {
  const value = /^0?\.\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('Write a share between 0 and 1, like 0.03.');
  return value;
}

/** For commander: a number above 0. */
export function positiveDecimal(text: string): number {
  const value = /^\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0)) throw new InvalidArgumentError('Write a number above 0.');
  return value;
}

/** For commander: as many shares as `names`, separated by commas, together more than 0. */
export function sharesOf<Name extends string>(names: readonly Name[]) {
  return (text: string): Record<Name, number> => {
    const values = text
      .split(',')
      .map((share) => (/^\d*\.?\d+$/.test(share.trim()) ? Number(share) : Number.NaN));
    if (values.length !== names.length || values.some(Number.isNaN) || values.every((value) => value === 0)) {
      throw new InvalidArgumentError(
        `Write ${names.length} shares, for ${names.join(', ')}: ${names.map(() => '0.25').join(',')}.`,
      );
    }
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? 0])) as Record<Name, number>;
  };
}
