cube('Orders', {
  sql: `SELECT * FROM orders WHERE ${SECURITY_CONTEXT.company_id.requiredFilter('company_id')}`,

  measures: {
    count: { type: 'count' },
    total: { sql: 'amount', type: 'sum' },
  },

  dimensions: {
    id: { sql: 'id', type: 'number', primaryKey: true },
    company: { sql: 'company_id', type: 'string' },
    product: { sql: 'product', type: 'string' },
  },
})
