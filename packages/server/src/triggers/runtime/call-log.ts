/** Takes what a function writes, piece by piece, and keeps the end of it. */
export interface CallLog {
  add(text: string): void
  /** The last 4 KiB. */
  tail(): string
}

// AWS Lambda: X-Amz-Log-Result holds the last 4 KB of the log.
const tailBytes = 4 * 1024
// Of one call: the rest is neither kept nor reported.
const maximumCharacters = 512 * 1024

/** `report` gets each line, without its end; of a function that floods, only the first half million characters. */
export function createCallLog(report: (line: string) => void): CallLog {
  let end = Buffer.alloc(0)
  let room = maximumCharacters
  const add = (text: string) => {
    const part = text.slice(0, Math.max(0, room))
    room -= text.length
    if (part === '') return
    for (const line of part.replace(/\n$/, '').split('\n')) report(line)
    end = Buffer.from(Buffer.concat([end, Buffer.from(part)]).subarray(-tailBytes))
  }
  return { add, tail: () => end.toString('utf8') }
}
