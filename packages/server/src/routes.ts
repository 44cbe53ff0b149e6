import type { IncomingMessage } from 'node:http'
import { type Context, Hono } from 'hono'
import { preflight } from './api/cors.ts'
import { dispatch } from './api/dispatch.ts'
import type { CompanionOutcome } from './companions/outcome.ts'
import { isKms, isQuery } from './companions/protocols.ts'
import { refuseOthers } from './http/operator.ts'
import { BodyTooLargeError, ClientGoneError, readBody } from './http/read-body.ts'
import { readsHtml } from './http/reads-html.ts'
import { authEventFeedback } from './oauth/auth-event-feedback.ts'
import { discovery } from './oauth/discovery.ts'
import { jwks } from './oauth/jwks.ts'
import { oauthRoutes } from './oauth/routes.ts'
import { clock, type TestClock } from './operator/clock.ts'
import { health, ready } from './operator/health.ts'
import { putImportFile, showImport } from './operator/imports.ts'
import { listMessages } from './operator/messages.ts'
import type { Metrics } from './operator/metrics.ts'
import { listTriggerCalls } from './operator/trigger-calls.ts'
import { listUserEvents, replayUserEvents } from './operator/user-events.ts'
import type { Services } from './services.ts'

/** What the operator's addresses read of a body; a time is all that one of them takes. */
const MAX_OPERATOR_BODY_BYTES = 1024

export interface RouteOptions {
  metrics: Metrics
  /** Only with `--test-clock`. */
  testClock?: TestClock | undefined
}

/**
 * Every address of the server, told apart by path. The pages and the companions are loaded with their first request: a
 * program that only calls the API neither waits for them at the start nor holds them in memory.
 */
export function createRoutes(services: Services, { metrics, testClock }: RouteOptions): Hono {
  const app = new Hono()
  const onError = (error: Error) => answerError(services, error)
  const readMessages = (request: Request) => asOperator(services, request, listMessages)
  const pages = onDemand(async () => {
    const { createPages } = await import('./hosted-ui/routes.ts')
    return createPages(services, { addressOf, readMessages }).onError(onError)
  })
  const asCompanion = (context: Context, answer: CompanionDoor) =>
    answerCompanion(services, metrics, { request: context.req.raw, answer })
  app.post('/', (context) => {
    if (isQuery(context.req.raw)) return asCompanion(context, answerQuery)
    if (isKms(context.req.raw)) return asCompanion(context, answerKms)
    return answerApi(services, metrics, context)
  })
  app.options('*', (context) => preflight(context.req.raw))
  app.get('/:userPoolId/.well-known/jwks.json', (context) =>
    jwks(services, context.req.raw, context.req.param('userPoolId')),
  )
  app.get('/:userPoolId/.well-known/openid-configuration', (context) =>
    discovery(services, context.req.raw, context.req.param('userPoolId')),
  )
  app.on(['GET', 'POST'], '/:userPoolId/feedback', (context) =>
    authEventFeedback(services, context.req.raw, context.req.param('userPoolId')),
  )
  oauthRoutes(app, services, { count: metrics.countOAuthRequest, addressOf })
  // The date is the version of the Lambda API that the operation came with.
  app.all('/:date{20\\d\\d-\\d\\d-\\d\\d}/*', (context) => asCompanion(context, answerLambda))
  app.all('/v2/email/*', (context) => asCompanion(context, answerSesV2))
  app.get('/_poolhouse/function-code', async (context) => {
    const { downloadCode } = await import('./companions/lambda/code-address.ts')
    return downloadCode(services, context.req.raw)
  })
  app.get('/_poolhouse/health', () => health())
  app.get('/_poolhouse/ready', () => ready(services))
  app.get('/_poolhouse/metrics', () => metrics.respond())
  app.all('/_poolhouse/messages', (context) => {
    const { raw } = context.req
    return raw.method === 'GET' && readsHtml(raw) ? pages(context) : readMessages(raw)
  })
  app.all('/_poolhouse/trigger-calls', (context) => asOperator(services, context.req.raw, listTriggerCalls))
  app.all('/_poolhouse/events', (context) => asOperator(services, context.req.raw, listUserEvents))
  app.all('/_poolhouse/events/replay', (context) => asOperator(services, context.req.raw, replayUserEvents))
  app.put('/_poolhouse/imports/:jobId', (context) =>
    putImportFile(services, context.req.raw, context.req.param('jobId')),
  )
  app.get('/_poolhouse/imports/:jobId', (context) =>
    asOperator(services, context.req.raw, (services, request) =>
      showImport(services, request, context.req.param('jobId')),
    ),
  )
  if (testClock)
    app.on(['GET', 'POST'], '/_poolhouse/clock', (context) =>
      asOperator(services, context.req.raw, (_services, request, body) => clock(testClock, request, body)),
    )
  app.notFound(pages)
  app.onError(onError)
  return app
}

/** Answers by a part of the server that is loaded with its first request; where that fails, the next one tries again. */
function onDemand(load: () => Promise<Hono>): (context: Context) => Promise<Response> {
  let loading: Promise<Hono> | undefined
  const forget = (error: unknown): never => {
    loading = undefined
    throw error
  }
  return async (context) => {
    loading ??= load().catch(forget)
    return (await loading).fetch(context.req.raw, context.env)
  }
}

const answerQuery: CompanionDoor = async (...call) =>
  (await import('./companions/query.ts')).answerQuery(...call)
const answerKms: CompanionDoor = async (...call) =>
  (await import('./companions/kms/answer-kms.ts')).answerKms(...call)
const answerLambda: CompanionDoor = async (...call) =>
  (await import('./companions/lambda/answer-lambda.ts')).answerLambda(...call)
const answerSesV2: CompanionDoor = async (...call) =>
  (await import('./companions/sesv2/answer-ses-v2.ts')).answerSesV2(...call)

function answerError(services: Services, error: Error): Response {
  if (error instanceof BodyTooLargeError)
    return Response.json({ message: `Send at most ${error.limit} bytes` }, { status: 413 })
  if (error instanceof ClientGoneError) {
    services.log.debug({ err: error }, error.message)
    return Response.json({ message: error.message }, { status: 400 })
  }
  services.log.error({ err: error }, 'the request failed unexpectedly')
  return Response.json({ message: 'Internal server error' }, { status: 500 })
}

async function answerApi(services: Services, metrics: Metrics, context: Context): Promise<Response> {
  const started = performance.now()
  const { requestId, response, operation, errorType } = await dispatch(
    services,
    context.req.raw,
    addressOf(context),
  )
  const milliseconds = performance.now() - started
  metrics.countRequest({ operation, errorType, seconds: milliseconds / 1000 })
  services.log.info(
    {
      requestId,
      status: response.status,
      ...(errorType && { errorType }),
    },
    `${operation} ${milliseconds.toFixed(1)} ms`,
  )
  return response
}

type CompanionDoor = (services: Services, request: Request) => Promise<CompanionOutcome>

async function answerCompanion(
  services: Services,
  metrics: Metrics,
  { request, answer }: { request: Request; answer: CompanionDoor },
): Promise<Response> {
  const started = performance.now()
  const { requestId, response, operation, errorType } = await answer(services, request)
  const milliseconds = performance.now() - started
  metrics.countRequest({ operation, errorType, seconds: milliseconds / 1000 })
  services.log.info(
    { requestId, status: response.status, ...(errorType && { errorType }) },
    `${operation} ${milliseconds.toFixed(1)} ms`,
  )
  return response
}

/** Where the connection comes from; unknown to tests without sockets. An IPv4 address is written as such. */
function addressOf(context: Context): string | undefined {
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage }
  return incoming?.socket.remoteAddress?.replace(/^::ffff:/, '')
}

type Handler = (services: Services, request: Request, body: Uint8Array) => Response | Promise<Response>

async function asOperator(services: Services, request: Request, handle: Handler): Promise<Response> {
  const body = await readBody(request, MAX_OPERATOR_BODY_BYTES)
  const refusal = refuseOthers(services, request, { body, service: 'cognito-idp' })
  if (refusal) return Response.json({ __type: refusal.error, message: refusal.message }, { status: 403 })
  return handle(services, request, body)
}
