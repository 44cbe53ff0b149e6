/** Shorter words than this may differ from what was meant in one place, all others in two. */
const SHORT = 5

/**
 * What was probably meant by a word: the candidate with the least edit distance of those that differ in a place or two,
 * or that the word begins (`-u` for `--user`) or continues. Undefined where a guess would mislead.
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const bounded = word.slice(0, 100)
  const close = candidates.filter((candidate) => isClose(bare(bounded), bare(candidate)))
  const distances = close.map((candidate) => editDistance(bounded, candidate))
  return close[distances.indexOf(Math.min(...distances))]
}

/** The end of a message about an unknown word: what was meant, or where all words are listed. */
export function suggest(word: string, candidates: readonly string[], listing: string): string {
  const meant = nearest(word, candidates)
  return meant === undefined ? `see ${listing}` : `did you mean ${meant}?`
}

/** Without what flags and variables have in common. */
function bare(word: string): string {
  return word.replace(/^(?:-+(?:no-)?|POOLHOUSE_)/, '').toLowerCase()
}

function isClose(word: string, candidate: string): boolean {
  if (word === '' || candidate === '') return false
  if (candidate.startsWith(word) || word.startsWith(candidate)) return true
  return editDistance(word, candidate) <= (word.length < SHORT ? 1 : 2)
}

/** How many letters are added, left out, exchanged or swapped with their neighbour (optimal string alignment). */
function editDistance(left: string, right: string): number {
  let before: number[] = []
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let line = 1; line <= left.length; line += 1) {
    const next = [line]
    for (let column = 1; column <= right.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + Number(left[line - 1] !== right[column - 1])
      const swapped = isSwap(left, line, right, column) ? (before[column - 2] ?? 0) + 1 : replaced
      next.push(Math.min(replaced, swapped, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row.at(-1) ?? 0
}

function isSwap(left: string, line: number, right: string, column: number): boolean {
  if (line < 2 || column < 2) return false
  return left[line - 1] === right[column - 2] && left[line - 2] === right[column - 1]
}
