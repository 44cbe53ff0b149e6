// Signs in with a passkey, or creates one: the form says which, with which options, and what to say if it fails.
const form = document.querySelector('form[data-passkey]')
const field = form.elements.namedItem('credential')
const button = form.querySelector('button[type="submit"]')
const problem = document.querySelector('[data-passkey-problem]')

function tell(text) {
  problem.querySelector('[data-text]').textContent = text
  problem.hidden = false
}

// Browsers that know passkeys and not yet their JSON (Safari before 18.4) get and give bytes, which are base64url here.
function bytesOf(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  )
}

function textOf(bytes) {
  if (!bytes) return undefined
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function withBytes({ user, excludeCredentials = [], allowCredentials = [], ...options }) {
  const known = (credentials) => credentials.map((each) => ({ ...each, id: bytesOf(each.id) }))
  return {
    ...options,
    challenge: bytesOf(options.challenge),
    ...(user && { user: { ...user, id: bytesOf(user.id) } }),
    excludeCredentials: known(excludeCredentials),
    allowCredentials: known(allowCredentials),
  }
}

function withText(credential) {
  const { id, rawId, type, authenticatorAttachment, response } = credential
  return {
    id,
    rawId: textOf(rawId),
    type,
    authenticatorAttachment: authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: textOf(response.clientDataJSON),
      attestationObject: textOf(response.attestationObject),
      transports: response.getTransports?.(),
      authenticatorData: textOf(response.authenticatorData),
      signature: textOf(response.signature),
      userHandle: textOf(response.userHandle),
    },
  }
}

function ask() {
  const options = JSON.parse(form.dataset.options)
  const { parseCreationOptionsFromJSON, parseRequestOptionsFromJSON } = PublicKeyCredential
  if (form.dataset.passkey === 'create') {
    const publicKey = parseCreationOptionsFromJSON?.(options) ?? withBytes(options)
    return navigator.credentials.create({ publicKey })
  }
  const publicKey = parseRequestOptionsFromJSON?.(options) ?? withBytes(options)
  return navigator.credentials.get({ publicKey })
}

async function run() {
  if (button.getAttribute('aria-busy') === 'true') return
  problem.hidden = true
  button.setAttribute('aria-busy', 'true')
  try {
    const credential = await ask()
    field.value = JSON.stringify(credential.toJSON?.() ?? withText(credential))
    form.submit()
  } catch (error) {
    const known = error.name === 'InvalidStateError' && form.dataset.registered
    tell(known || form.dataset.failed)
  } finally {
    button.removeAttribute('aria-busy')
  }
}

if (window.PublicKeyCredential) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void run()
  })
  if (form.dataset.start === 'at-once') void run()
} else {
  button.disabled = true
  tell(form.dataset.unsupported)
}
