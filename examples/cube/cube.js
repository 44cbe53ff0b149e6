const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { BaseDriver } = require('@cubejs-backend/base-driver')
const { PGlite } = require('@electric-sql/pglite')

const sql = readFileSync(join(__dirname, 'orders.sql'), 'utf8')

/** PostgreSQL in this process's memory, with the rows of orders.sql. */
class InMemoryDriver extends BaseDriver {
  #opened = PGlite.create().then(async (database) => {
    await database.exec(sql)
    return database
  })

  async testConnection() {
    await this.query('SELECT 1')
  }

  async query(statement, values) {
    const database = await this.#opened
    return (await database.query(statement, values)).rows
  }

  param(index) {
    return `$${index + 1}`
  }

  readOnly() {
    return true
  }
}

/** With CUBEJS_DB_HOST and its companions Cube reads that PostgreSQL instead. */
module.exports = process.env.CUBEJS_DB_HOST ? {} : { driverFactory: () => new InMemoryDriver() }
