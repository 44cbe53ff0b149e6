import { describe, expect, it } from 'vitest'
import { declaredPairs, explainedPairs, gapsIn, proofSection } from '../../../../scripts/error-proof.ts'
import { explanations } from '../../../../scripts/unprovoked-errors.ts'

/** What the tests have to provoke. */
const provoked = new Set<string>(declaredPairs())
for (const pair of explainedPairs()) provoked.delete(pair)

describe('the errors that no test provokes', () => {
  it('are declared, and explained once', () => {
    const declared = new Set<string>(declaredPairs())
    expect(explainedPairs().filter((pair) => !declared.has(pair))).toEqual([])
    expect(explainedPairs()).toHaveLength(new Set(explainedPairs()).size)
    expect(explanations.filter(({ operations }) => operations.length === 0)).toEqual([])
  })

  it('have a reason of whole sentences that a table can hold', () => {
    expect(explanations.filter(({ reason }) => !/^[A-Z][^|\n]+\.$/.test(reason))).toEqual([])
  })
})

describe('the proof', () => {
  it('has no gap where each error is provoked or explained', () => {
    expect(gapsIn(provoked)).toEqual([])
  })

  it('misses an error that is neither', () => {
    const fewer = new Set(provoked)
    fewer.delete('SignUp UsernameExistsException')
    expect(gapsIn(fewer)).toEqual([expect.stringMatching(/^SignUp UsernameExistsException is declared/)])
  })

  it('is refuted by an error that is both', () => {
    const more = new Set(provoked).add('SignUp ForbiddenException')
    expect(gapsIn(more)).toEqual([expect.stringMatching(/^SignUp ForbiddenException is provoked/)])
  })

  it('says how many errors there are', () => {
    const [, , first, second] = proofSection(provoked)
    expect(first).toContain(`${declaredPairs().length} errors`)
    expect(second).toContain(`${provoked.size} of them. The other ${explainedPairs().length} cannot`)
  })

  it('names operations by a rule where they follow one', () => {
    const rows = proofSection(provoked).filter((line) => line.startsWith('| '))
    expect(rows).toContainEqual(expect.stringMatching(/^\| Forbidden \| all \(\d+\) \|/))
    expect(rows).toContainEqual(
      expect.stringMatching(/^\| NotAuthorized \| all with SigV4 \(\d+\) but for AdminConfirmSignUp, /),
    )
    expect(rows).toContainEqual(expect.stringMatching(/^\| UsernameExists \| ConfirmDevice \|/))
  })
})
