export interface Metrics {
  /** Counts one API request. `operation` is a name of the model or `unknown`, so that requests can't make new series. */
  countRequest(request: { operation: string; errorType: string | undefined; seconds: number }): void
  /** Counts one request to an OAuth endpoint. Both names are ours, never a text of the request. */
  countOAuthRequest(request: { endpoint: string; errorCode: string | undefined; seconds: number }): void
  /** The Prometheus text format. */
  respond(): Promise<Response>
}

/** Metrics that load the Prometheus client when there is something to count, so that the start need not wait for it. */
export function createMetrics(): Metrics {
  let loading: Promise<Metrics> | undefined
  const load = () => {
    loading ??= import('./prometheus.ts').then((prometheus) => prometheus.createPrometheusMetrics())
    return loading
  }
  return {
    countRequest: (request) => void load().then((metrics) => metrics.countRequest(request)),
    countOAuthRequest: (request) => void load().then((metrics) => metrics.countOAuthRequest(request)),
    respond: async () => (await load()).respond(),
  }
}
