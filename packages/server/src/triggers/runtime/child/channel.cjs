'use strict'
const net = require('node:net')

const descriptor = 3
const reallyExit = process.reallyExit.bind(process)
const denied = () => {
  throw Object.assign(new Error('Access to this API has been restricted.'), { code: 'ERR_ACCESS_DENIED' })
}

/**
 * The connection with the server: frames of a length (four bytes, of what follows), a letter and a body. When the server
 * closes it, or is gone, the process ends.
 */
function openChannel(on) {
  const socket = new net.Socket({ fd: descriptor, readable: true, writable: true })
  closeOtherSockets(socket)
  const receive = frameReader((kind, body) => {
    const message = JSON.parse(body.toString('utf8'))
    if (kind === 'I') on.start(message)
    else if (kind === 'U') on.takeBack(message)
    else on.call(message)
  })
  socket.on('data', receive)
  for (const event of ['end', 'close', 'error']) socket.on(event, () => reallyExit(0))
  return {
    send: (kind, text, sent) => socket.write(frame(kind, text), sent),
    ref: () => socket.ref(),
    unref: () => socket.unref(),
  }
}

/**
 * Sockets with a path are files, in any folder, which the permission model leaves open: those of databases and of container
 * engines let in who can write to them. All have the prototype of this one, which is a pair without a path.
 */
function closeOtherSockets({ _handle: handle }) {
  const { prototype } = handle.constructor
  for (const name of ['bind', 'listen', 'connect', 'open', 'fchmod'])
    Object.defineProperty(prototype, name, { value: denied, writable: false, configurable: false })
}

function frame(kind, text) {
  const length = Buffer.byteLength(text)
  const bytes = Buffer.allocUnsafe(5 + length)
  bytes.writeUInt32BE(length + 1, 0)
  bytes.write(kind, 4, 'latin1')
  bytes.write(text, 5, 'utf8')
  return bytes
}

function frameReader(onFrame) {
  let chunks = []
  let size = 0
  let wanted = 4
  return (chunk) => {
    chunks.push(chunk)
    size += chunk.length
    while (size >= wanted) {
      const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
      const end = 4 + bytes.readUInt32BE(0)
      chunks = [bytes]
      wanted = end
      if (size < end) return
      chunks = [bytes.subarray(end)]
      size -= end
      wanted = 4
      onFrame(String.fromCharCode(bytes[4]), bytes.subarray(5, end))
    }
  }
}

module.exports = { openChannel }
