// Signs in with a passkey, or creates one: the form says which, with which options, and what to say if it fails.
const form = document.querySelector('form[data-passkey]')
const field = form.elements.namedItem('credential')
const button = form.querySelector('button[type="submit"]')
const problem = document.querySelector('[data-passkey-problem]')

function tell(text) {
  problem.querySelector('[data-text]').textContent = text
  problem.hidden = false
}

function supported() {
  const functions = window.PublicKeyCredential
  return Boolean(functions?.parseRequestOptionsFromJSON && functions.parseCreationOptionsFromJSON)
}

function ask() {
  const options = JSON.parse(form.dataset.options)
  if (form.dataset.passkey === 'create') {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
    return navigator.credentials.create({ publicKey })
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
  return navigator.credentials.get({ publicKey })
}

async function run() {
  if (button.getAttribute('aria-busy') === 'true') return
  problem.hidden = true
  button.setAttribute('aria-busy', 'true')
  try {
    const credential = await ask()
    field.value = JSON.stringify(credential.toJSON())
    form.submit()
  } catch (error) {
    const known = error.name === 'InvalidStateError' && form.dataset.registered
    tell(known || form.dataset.failed)
  } finally {
    button.removeAttribute('aria-busy')
  }
}

if (supported()) {
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void run()
  })
  if (form.dataset.start === 'at-once') void run()
} else {
  button.disabled = true
  tell(form.dataset.unsupported)
}
