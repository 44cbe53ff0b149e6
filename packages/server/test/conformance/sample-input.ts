import type { OperationName } from '@poolhouse/api-model'
import { placesIn, sample } from '../../../api-model/test-support/samples.ts'

/** The smallest valid input of the operation, which names nothing that exists. */
export function sampleInput(operation: OperationName): Record<string, unknown> {
  const [whole] = placesIn(operation)
  return (whole ? sample(whole.node) : {}) as Record<string, unknown>
}
