const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** True for https, and for plain http on the machine itself: credentials travel with every request. */
export function isAcceptedAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, search, hash } = new URL(address);
  const isPlain = username === '' && search === '' && hash === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname)));
}
