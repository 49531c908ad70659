import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SignalboxError } from '@signalbox/sdk';
import { type CertifiedPromise, certificateSchema } from '@signalbox/triage/schema';
import { placeOf } from './explain-problems.ts';
import type { LoadedConfiguration } from './load.ts';

async function readOne(file: string): Promise<CertifiedPromise | string> {
  let written: unknown;
  try {
    written = JSON.parse(await readFile(path.resolve(file), 'utf8'));
  } catch {
    return `${file} cannot be read as JSON`;
  }
  const certificate = certificateSchema.safeParse(written);
  if (!certificate.success) return `${file} is no certificate of this version`;
  const { choices: _, ...promise } = certificate.data;
  return promise;
}

/**
 * The certificates that a configuration names, by site.
 * @throws SignalboxError `configuration` when a file cannot be read, or names no site of the configuration. What voids a
 * certificate otherwise is not an error: fields are then suggested, with the reason.
 */
export async function readCertificates({
  configuration,
  file,
  source,
}: LoadedConfiguration): Promise<ReadonlyMap<string, CertifiedPromise>> {
  const fail = (site: string, message: string): never => {
    throw new SignalboxError(
      'configuration',
      `${placeOf(file, source, ['certificates', site])}  certificates.${site}: ${message}. Make it with "signalbox policy certify --config ${file} --site ${site} --out FILE".`,
      { site },
    );
  };
  const certificates = new Map<string, CertifiedPromise>();
  for (const [site, certificateFile] of Object.entries(configuration.certificates)) {
    if (!configuration.sites[site]) fail(site, 'there is no site of that name');
    const read = await readOne(certificateFile);
    if (typeof read === 'string') fail(site, read);
    else certificates.set(site, read);
  }
  return certificates;
}
