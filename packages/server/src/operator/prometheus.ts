import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics, MetricsOptions, UserEventCounts } from './metrics.ts'

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

/** The metrics of the API, of the OAuth endpoints and of the process, in a registry of their own. */
export function createPrometheusMetrics({ countUserEvents }: MetricsOptions = {}): Metrics {
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
  const triggerCalls = new Counter({
    name: 'poolhouse_trigger_calls_total',
    help: 'Calls of functions by triggers, by trigger and outcome',
    labelNames: ['trigger', 'outcome'],
    registers: [registry],
  })
  const triggerDurations = new Histogram({
    name: 'poolhouse_trigger_call_duration_seconds',
    help: 'Time that triggers waited for a function, with all attempts',
    labelNames: ['trigger'],
    buckets: [...BUCKETS_SECONDS, 15],
    registers: [registry],
  })
  const refresh = countUserEvents && userEventMetrics(registry, countUserEvents)
  return {
    countTriggerCall: ({ trigger, outcome, durationMs }) => {
      triggerCalls.inc({ trigger, outcome })
      triggerDurations.observe({ trigger }, durationMs / 1000)
    },
    countOAuthRequest: ({ endpoint, errorCode, seconds }) => {
      oauthRequests.inc({ endpoint, outcome: errorCode ?? 'success' })
      oauthDurations.observe({ endpoint }, seconds)
    },
    countRequest: ({ operation, errorType, seconds }) => {
      requests.inc({ operation, outcome: errorType ?? 'success' })
      durations.observe({ operation }, seconds)
    },
    respond: async () => {
      await refresh?.()
      return new Response(await registry.metrics(), { headers: { 'content-type': registry.contentType } })
    },
  }
}

/** Returns what brings the numbers up to date. */
function userEventMetrics(registry: Registry, count: () => Promise<UserEventCounts>): () => Promise<void> {
  const gauge = (state: string, help: string) =>
    new Gauge({ name: `poolhouse_user_events_${state}`, help, registers: [registry] })
  const pending = gauge('pending', 'Deliveries of events that wait for an endpoint to take them')
  const dead = gauge('dead', 'Deliveries of events that were given up')
  const delivered = new Counter({
    name: 'poolhouse_user_events_delivered_total',
    help: 'Deliveries of events that this process made',
    registers: [registry],
  })
  return async () => {
    const counts = await count()
    pending.set(counts.pending)
    dead.set(counts.dead)
    delivered.reset()
    delivered.inc(counts.delivered)
  }
}
