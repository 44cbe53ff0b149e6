/** Asks Cube for the orders with the token that is given, and prints what it answers. */
const cube = process.env.CUBE_URL ?? 'http://localhost:4000'
const [token] = process.argv.slice(2)

const query = {
  dimensions: ['Orders.company', 'Orders.product'],
  measures: ['Orders.total'],
  order: { 'Orders.total': 'desc' },
}
const address = `${cube}/cubejs-api/v1/load?query=${encodeURIComponent(JSON.stringify(query))}`

const { status, body } = await ask()
console.log(status, body.error ?? 'OK')
for (const row of body.data ?? []) console.log(...Object.values(row))

/** Cube says `Continue wait` while a query takes long. */
async function ask() {
  const headers = token ? { authorization: `Bearer ${token}` } : {}
  const response = await fetch(address, { headers }).catch(explain)
  const body = await response.json()
  return body.error === 'Continue wait' ? ask() : { status: response.status, body }
}

function explain(error) {
  if (error.cause?.code !== 'ECONNREFUSED') throw error
  console.error(`No Cube at ${cube}: run npm --prefix examples/cube start`)
  process.exit(1)
}
