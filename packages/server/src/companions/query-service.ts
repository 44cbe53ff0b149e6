import type { Services } from '../services.ts'
import type { Parameters } from './query-parameters.ts'
import type { XmlValue } from './xml.ts'

/** A request of the query protocol that was authenticated. */
export interface QueryCall {
  caller: { accountId: string; region: string }
  parameters: Parameters
}

/** Answers the members of its result; undefined where the API has none. */
export type QueryAction = (
  services: Services,
  call: QueryCall,
) => Promise<{ readonly [member: string]: XmlValue } | undefined>

/** A service of AWS that speaks the query protocol. */
export interface QueryService {
  /** In the log and the metrics. */
  name: string
  /** The service that signatures name. */
  signedAs: string
  /** The version of its API, which requests name. */
  version: string
  /** The XML namespace of its answers. */
  namespace: string
  actions: ReadonlyMap<string, QueryAction>
}
