// Compares one password with one bcrypt hash. JavaScript, since threads are not started with a loader.
import { parentPort, workerData } from 'node:worker_threads'
import { compareSync } from 'bcryptjs'

parentPort.postMessage(compareSync(workerData.password, workerData.hash))
