import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Metrics } from './metrics.ts'

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** The metrics of the API, of the OAuth endpoints and of the process, in a registry of their own. */
export function createPrometheusMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'poolhouse_api_requests_total',
    help: 'Requests to the user pools API by operation and outcome',
    labelNames: ['operation', 'outcome'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'poolhouse_api_request_duration_seconds',
    help: 'Time to answer a request to the user pools API',
    labelNames: ['operation'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  })
  const oauthRequests = new Counter({
    name: 'poolhouse_oauth_requests_total',
    help: 'Requests to the OAuth endpoints by endpoint and outcome',
    labelNames: ['endpoint', 'outcome'],
    registers: [registry],
  })
  const oauthDurations = new Histogram({
    name: 'poolhouse_oauth_request_duration_seconds',
    help: 'Time to answer a request to an OAuth endpoint',
    labelNames: ['endpoint'],
    buckets: BUCKETS_SECONDS,
    registers: [registry],
  })
  return {
    countOAuthRequest: ({ endpoint, errorCode, seconds }) => {
      oauthRequests.inc({ endpoint, outcome: errorCode ?? 'success' })
      oauthDurations.observe({ endpoint }, seconds)
    },
    countRequest: ({ operation, errorType, seconds }) => {
      requests.inc({ operation, outcome: errorType ?? 'success' })
      durations.observe({ operation }, seconds)
    },
    respond: async () =>
      new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } }),
  }
}
