import { BlockList, isIP } from 'node:net';

/**
 * Link-local addresses (RFC 3927, RFC 4291) belong to the machine's own network: cloud metadata services answer
 * there with credentials. No vendor lives there.
 */
export function isLinkLocalAddress(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const family = isIP(address);
  if (family === 0) return false;
  const blocked = new BlockList();
  blocked.addSubnet('169.254.0.0', 16, 'ipv4');
  blocked.addSubnet('fe80::', 10, 'ipv6');
  blocked.addAddress('fd00:ec2::254', 'ipv6');
  return blocked.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
