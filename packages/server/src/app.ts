import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Config } from './config.ts'
import { createAuthEventLog } from './core/auth-event-log.ts'
import { createFunctionEvents } from './core/functions/events.ts'
import { findForTrigger } from './core/functions/trigger-functions.ts'
import { startHousekeeping } from './core/housekeeping.ts'
import { createImporter } from './core/import/importer.ts'
import { loadKeyring } from './core/keyring.ts'
import { loadLimits } from './core/provisioned-limits.ts'
import { createRequestLimits } from './core/request-limits.ts'
import { createModexpPool } from './crypto/modexp.ts'
import { generateSigningKey } from './crypto/signatures.ts'
import { makeDataFolder } from './data-folder.ts'
import { createEventSender, type EventSender } from './delivery/event-sender.ts'
import { createSender, type Sender } from './delivery/sender.ts'
import { developmentTls } from './development-https.ts'
import { loadMasterKeys } from './encryption-key-file.ts'
import { createOutbound } from './http/outbound.ts'
import { createSigningKeyCache } from './http/sigv4.ts'
import { createLog } from './log.ts'
import { createTestClock, systemClock, type TestClock } from './operator/clock.ts'
import { createMetrics, type Metrics } from './operator/metrics.ts'
import { createRoutes } from './routes.ts'
import type { Services } from './services.ts'
import * as dataKeys from './storage/data-keys.ts'
import { migrate, openDatabase } from './storage/open.ts'
import { createTriggerCalls } from './triggers/calls.ts'
import { createInvoker } from './triggers/invokers/choose.ts'
import { readOverrides } from './triggers/overrides.ts'
import { createLambdaRuntime } from './triggers/runtime/create-runtime.ts'

/** A server that answers requests. */
export interface RunningServer {
  services: Services
  /** Where it listens. */
  url: string
  testClock?: TestClock | undefined
  /** Stops without cutting a request short; returns when everything acknowledged is safe and everything is closed. */
  stop(): Promise<void>
}

/** Slow senders of headers, and clients that stay silent, may hold a connection for so long. */
const IDLE_TIMEOUT_MS = 30_000
/** A whole request may take so long: the largest, a file of users of 100 MB, at 3 Mbit/s. */
const REQUEST_TIMEOUT_MS = 300_000

/** Opens the database, brings it up to date, and listens. Throws when the key is wrong or the database in use. */
export async function startServer(config: Config): Promise<RunningServer> {
  const countUserEvents = config.events && (() => opened.eventSender.count())
  const metrics = createMetrics({ countUserEvents })
  const opened = await openServices(config, metrics)
  const { services, sender, testClock, close } = opened
  try {
    const app = createRoutes(services, { metrics, testClock })
    // It puts its own light Response in the place of the global one; Node's is read back by streams and timers.
    const server = await createWebServer(services, getRequestListener(app.fetch))
    const connections = trackConnections(server)
    const port = await listen(server, config)
    services.publicUrl = publicUrlOf(config, port)
    const endHousekeeping = startHousekeeping(services)
    sender.wake()
    const stop = async () => {
      endHousekeeping()
      await drain(server, connections, config.shutdownTimeoutSeconds * 1000)
      await close()
    }
    return { services, url: `${schemeOf(config)}://${hostInUrl(config.host)}:${port}`, testClock, stop }
  } catch (error) {
    await close()
    throw error
  }
}

interface OpenServices {
  services: Services
  sender: Sender
  eventSender: EventSender
  testClock?: TestClock | undefined
  close(): Promise<void>
}

async function openServices(config: Config, metrics: Metrics): Promise<OpenServices> {
  if (isFile(config.databaseUrl)) await makeDataFolder(config.dataDir)
  // What is wrong with the command line is told before what another server does.
  const triggerOverrides = readOverrides(config)
  const db = await openDatabase({ url: config.databaseUrl, poolSize: config.databasePoolSize })
  try {
    await migrate(db)
    const testClock = config.testClock ? createTestClock(() => wakeAll(services)) : undefined
    const clock = testClock ?? systemClock
    const isNew = (await dataKeys.list(db)).length === 0
    const keyring = await loadKeyring(db, await loadMasterKeys(config, { isNew }), clock.now())
    const log = createLog(config)
    const lambdaRuntime = createLambdaRuntime({
      clock,
      network: config.functionNetwork,
      nativeAddons: config.functionNativeAddons,
      log: (line, { fn, requestId }) => log.info({ function: fn.name, requestId }, line),
    })
    const outbound = createOutbound({ privateAddresses: true })
    const providerOutbound = createOutbound({ privateAddresses: reachesPrivateProviders(config) })
    const services: Services = {
      config,
      publicUrl: publicUrlOf(config, config.port),
      clock,
      db,
      keyring,
      modexp: createModexpPool({ threads: config.threads }),
      log,
      signingKeys: new Map(),
      generateSigningKey,
      sigV4Keys: createSigningKeyCache(),
      skippedTriggers: new Set(),
      triggerOverrides,
      providerOutbound,
      triggerCalls: createTriggerCalls({ onCall: metrics.countTriggerCall }),
      invoke: createInvoker({
        runtime: lambdaRuntime,
        findRunnable: (arn, { caller }) => findForTrigger(services, arn, caller),
        outbound,
        clock,
        timeoutMs: config.triggerTimeoutSeconds * 1000,
        lambdaEndpoint: lambdaEndpointOf(config),
        secret: config.triggerSecret,
        region: config.region,
        accountId: config.accountId,
      }),
      authEvents: {
        add: (event) => authEvents.add(event),
        flush: () => authEvents.flush(),
        stop: () => authEvents.stop(),
      },
      requestLimits: createRequestLimits(clock),
      wakeSender: () => sender.wake(),
      wakeEventSender: () => eventSender.wake(),
      wakeImporter: () => importer.wake(),
      lambdaRuntime,
      unpackedFunctions: new Map(),
      functionEvents: createFunctionEvents({ log }),
    }
    await loadLimits(services)
    const authEvents = createAuthEventLog(services)
    const sender = createSender(services)
    const eventSender = createEventSender(services)
    const importer = createImporter(services)
    const close = async () => {
      await sender.stop() // functions of user pools may send
      await Promise.all([services.functionEvents.stop(), lambdaRuntime.stop()])
      outbound.close()
      providerOutbound.close()
      await authEvents.stop()
      await importer.stop()
      await eventSender.stop()
      await services.modexp.close()
      await db.destroy()
    }
    return { services, sender, eventSender, testClock, close }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** Lets everything that waits for its time look at the clock again. */
function wakeAll({ wakeSender, wakeEventSender, wakeImporter }: Services): void {
  wakeSender()
  wakeEventSender()
  wakeImporter()
}

/** Providers and what they name are reached from here; on a desk, where anybody is the operator, that is no secret place. */
function reachesPrivateProviders({ privateProviders, operator }: Config): boolean {
  return privateProviders ?? operator === undefined
}

function lambdaEndpointOf({ lambdaEndpoint: url, lambdaCredential: credential }: Config) {
  return url === undefined ? undefined : { url, credential }
}

function isFile(databaseUrl: string): boolean {
  return databaseUrl.startsWith('sqlite:') && databaseUrl !== 'sqlite::memory:'
}

async function createWebServer(services: Services, listener: RequestListener): Promise<Server> {
  const timeouts = {
    requestTimeout: REQUEST_TIMEOUT_MS,
    headersTimeout: IDLE_TIMEOUT_MS,
    keepAliveTimeout: IDLE_TIMEOUT_MS,
  }
  if (!services.config.https) return createServer(timeouts, listener)
  return createTlsServer({ ...timeouts, ...(await developmentTls(services)) }, listener)
}

function schemeOf({ https }: Config): string {
  return https ? 'https' : 'http'
}

function publicUrlOf(config: Config, port: number): string {
  return config.publicUrl ?? `${schemeOf(config)}://localhost:${port}`
}

function listen(server: Server, { port, host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Those that are open, with those in a TLS handshake, which `closeAllConnections` leaves alone. */
function trackConnections(server: Server): ReadonlySet<Socket> {
  const connections = new Set<Socket>()
  server.on('connection', (socket) => {
    connections.add(socket)
    socket.once('close', () => connections.delete(socket))
  })
  return connections
}

/** Waits for the requests in flight, at most so long; connections end when they are idle. */
async function drain(server: Server, connections: ReadonlySet<Socket>, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => {
    for (const socket of connections) socket.destroy()
  }, timeoutMs)
  // Closing ends those that are idle now; one whose request ends later would be kept alive for another.
  const idleTimer = setInterval(() => server.closeIdleConnections(), 100)
  await new Promise<void>((resolve) => server.close(() => resolve()))
  clearTimeout(timer)
  clearInterval(idleTimer)
}

function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
