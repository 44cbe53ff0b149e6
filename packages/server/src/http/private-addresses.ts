import { BlockList, type IPVersion, isIP } from 'node:net'

/**
 * What is not on the public internet, or leads elsewhere than it seems (IANA's special-purpose address registries,
 * RFC 6890): this machine, private networks, link-local with the metadata services of clouds, carriers' networks, tests,
 * multicast and reserved blocks.
 */
const blocks4: [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/** Only 2000::/3 is public, without the parts of it that are special or carry an address of IPv4. */
const blocks6: [network: string, prefix: number][] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

/** Apart, since a list looks for addresses of IPv4 among the blocks of IPv6 too. */
const private4 = blockList(blocks4, 'ipv4')
const private6 = blockList(blocks6, 'ipv6')

function blockList(blocks: [network: string, prefix: number][], family: IPVersion): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of blocks) list.addSubnet(network, prefix, family)
  return list
}

/** Whether the IP address is one of the public internet; false for every text that is none. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !private4.check(address, 'ipv4')
  return family === 6 && !private6.check(address, 'ipv6')
}
