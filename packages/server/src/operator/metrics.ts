export interface Metrics {
  /** Counts one API request. `operation` is a name of the model or `unknown`, so that requests can't make new series. */
  countRequest(request: { operation: string; errorType: string | undefined; seconds: number }): void
  /** Counts one request to an OAuth endpoint. Both names are ours, never a text of the request. */
  countOAuthRequest(request: { endpoint: string; errorCode: string | undefined; seconds: number }): void
  /** Counts one call of a function by a trigger, with all its attempts. Both names are ours. */
  countTriggerCall(call: { trigger: string; outcome: string; durationMs: number }): void
  /** The Prometheus text format. */
  respond(): Promise<Response>
}

/** Deliveries of events: how many wait and were given up, in the database, and were made by this process. */
export interface UserEventCounts {
  pending: number
  dead: number
  delivered: number
}

export interface MetricsOptions {
  /** Absent where nobody is told of events. */
  countUserEvents?: (() => Promise<UserEventCounts>) | undefined
}

/** Metrics that load the Prometheus client when there is something to count, so that the start need not wait for it. */
export function createMetrics(options: MetricsOptions = {}): Metrics {
  let loading: Promise<Metrics> | undefined
  const load = () => {
    loading ??= import('./prometheus.ts').then((prometheus) => prometheus.createPrometheusMetrics(options))
    return loading
  }
  return {
    countRequest: (request) => void load().then((metrics) => metrics.countRequest(request)),
    countOAuthRequest: (request) => void load().then((metrics) => metrics.countOAuthRequest(request)),
    countTriggerCall: (call) => void load().then((metrics) => metrics.countTriggerCall(call)),
    respond: async () => (await load()).respond(),
  }
}
