import { describe, expect, test } from 'vitest'
import { allPlaces, casesOf } from '../test-support/samples.ts'
import { type OperationName, readInput, ValidationError } from './index.ts'

function isAccepted(operation: OperationName, json: unknown): boolean {
  try {
    readInput(operation, json)
    return true
  } catch (error) {
    if (error instanceof ValidationError) return false
    throw error
  }
}

const table = [...allPlaces()].flatMap(([shape, { operation, node, wrap }]) =>
  casesOf(node).map(([title, value, isValid]) => ({ shape, operation, title, json: wrap(value), isValid })),
)

describe('every constrained shape, just inside and just outside', () => {
  test('covers the constraints of the model', () => {
    expect(new Set(table.map(({ shape }) => shape)).size).toBeGreaterThan(140)
    expect(table.filter(({ isValid }) => !isValid).length).toBeGreaterThan(200)
  })

  test.each(table)('$shape in $operation: $title is valid: $isValid', ({ operation, json, isValid }) => {
    expect(isAccepted(operation, json)).toBe(isValid)
  })
})
