/** An address as the header `Location` takes it: headers hold ASCII, while registered addresses and queries may hold any letters. */
export function inAscii(location: string): string {
  return location.toWellFormed().replace(/[^\x21-\x7e]+/g, encodeURIComponent)
}
